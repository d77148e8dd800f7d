//! A signed, typed client of the PandaPon OpenAPI (Taobao and 1688).
