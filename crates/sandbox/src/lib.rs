//! A local PandaPon: signed, stateful, as strict as the real one.
