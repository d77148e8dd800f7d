//! Which operations a command asks: what stands after `asks` in the command list.

use super::Found;
use super::sdk::Row;

/// Operation ids by command.
pub(super) fn asks(rows: &[Row], list: &str) -> Found {
    let body = list.split_once("\ncommands! {").map_or("", |(_, body)| body);
    let mut found = Found::new();
    for entry in body.split(';') {
        let Some((head, asked)) = entry.split_once("asks [") else { continue };
        let Some(line) = head.lines().map(str::trim).find(|line| line.contains(" = ")) else { continue };
        let name = line.split(" = ").next().unwrap_or_default();
        let variants = asked.split(']').next().unwrap_or_default().split(',').map(str::trim);
        let ids = variants.filter_map(|variant| rows.iter().find(|row| row.variant == variant));
        found.insert(name.to_owned(), ids.map(|row| row.id.clone()).collect());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_s_operations_are_read() {
        let row = |variant: &str| Row {
            variant: variant.into(),
            id: variant.to_lowercase(),
            title: String::new(),
            path: String::new(),
            extra: false,
        };
        let list = "x\ncommands! {\n    /// Reads.\n    cart_list = cart::list: A => B, asks [One, Two];\n    /// None.\n    a = b: C => D;\n}";
        let found = asks(&[row("One"), row("Two"), row("Three")], list);
        assert_eq!(found.len(), 1);
        assert_eq!(found["cart_list"], ["one", "two"]);
    }
}
