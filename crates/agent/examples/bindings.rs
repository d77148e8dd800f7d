//! Prints the TypeScript twin of the command list; `cargo xtask bindings` writes it into the UI.

fn main() {
    print!("{}", pondesk_agent::commands::bindings());
}
