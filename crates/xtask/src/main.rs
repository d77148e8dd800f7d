//! The project's own commands: run, test, dev, pictures.
fn main() {}
