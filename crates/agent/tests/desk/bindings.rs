//! The committed TypeScript is the command list's.

#[test]
fn the_committed_bindings_are_fresh() {
    let committed = include_str!("../../../../ui/src/bindings/index.ts");
    assert!(
        committed == pondesk_agent::commands::bindings(),
        "run: cargo run -q -p pondesk-agent --example bindings > ui/src/bindings/index.ts"
    );
}
