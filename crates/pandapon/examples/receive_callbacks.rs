//! Receives pushed messages on this machine, acknowledges each at once, and fetches the order that it names: a message
//! is a hint, the order itself is the truth. PandaPon pushes over HTTPS: put a proxy with a certificate in front.
//!
//! ```text
//! echo $SECRET | cargo run -p pandapon --example receive_callbacks -- BASE_URL ACCESS_KEY USER_ID 127.0.0.1:8787
//! ```

mod account;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use pandapon::callbacks::{self, Message, OrderName, SignedText};
use pandapon::{Client, Credentials};

#[derive(Clone)]
struct Desk {
    client: Client,
    credentials: Credentials,
}

#[tokio::main]
async fn main() -> account::Result<()> {
    let (client, credentials, arguments) = account::open()?;
    let address = arguments.first().map_or("127.0.0.1:8787", String::as_str);
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let app = Router::new().fallback(receive).with_state(Desk { client, credentials });
    axum::serve(listener, app).await?;
    Ok(())
}

/// Answers 200 whatever came: anything else only makes it come again, and the console's Verify wants 200 too.
async fn receive(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let authorization = headers.get("authorization").and_then(|header| header.to_str().ok());
    let verdict = callbacks::verify(&desk.credentials, &SignedText::ALL, authorization, &body);
    match callbacks::read(&body) {
        Ok(message) => {
            println!(
                "{} ({verdict:?})",
                message.message_type.as_deref().unwrap_or("a message without a type")
            );
            // Acknowledge first: PandaPon waits for a second only.
            tokio::spawn(async move { look_up(&desk.client, &message).await });
        }
        Err(unreadable) => println!("{} bytes, {unreadable}", body.len()),
    }
    StatusCode::OK
}

async fn look_up(client: &Client, message: &Message) {
    let Some(name) = message.order_names().into_iter().next() else {
        println!("  it names no order");
        return;
    };
    let found = match &name {
        OrderName::Alibaba1688(id) => client.alibaba1688().order(id).await.map(|answer| answer.raw),
        other => client.taobao().order(&other.as_str().into()).await.map(|answer| answer.raw),
    };
    match found {
        Ok(order) => println!("  {order}"),
        Err(error) => println!("  order {}: {error}", name.as_str()),
    }
}
