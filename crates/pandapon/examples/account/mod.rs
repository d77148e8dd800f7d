//! The account of an example: base URL, access key and user id as arguments, the secret on standard input, so that it
//! shows up neither in a process list nor in a shell's history.

use std::io::BufRead;

use pandapon::{Client, Connection, Credentials};

/// Shared by the examples.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A client, and the arguments after the first three.
pub(crate) fn open() -> Result<(Client, Credentials, Vec<String>)> {
    let mut arguments = std::env::args().skip(1);
    let (Some(base_url), Some(access_key), Some(user_id)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("arguments: BASE_URL ACCESS_KEY USER_ID …, and the secret on standard input".into());
    };
    let mut secret = String::new();
    std::io::stdin().lock().read_line(&mut secret)?;
    let credentials = Credentials::new(access_key, secret.trim().into(), user_id);
    let client = Client::new(Connection::new(&base_url)?, credentials.clone())?;
    Ok((client, credentials, arguments.collect()))
}
