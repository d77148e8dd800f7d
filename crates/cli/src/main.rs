//! Pondesk from a terminal, and the UI for a browser.
fn main() {}
