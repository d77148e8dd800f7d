//! Pondesk from a terminal: the same use cases as the desktop app, the UI for a browser (`serve`), and the sandbox alone.

mod args;
mod call;
mod exit;
mod open;
mod sandbox;
mod text;
mod verbs;
mod web;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{ApiVerb, Args, Verb};
use crate::exit::Failure;

fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::from(anyhow::Error::from(error)).report(args.json),
    };
    let json = args.json;
    match runtime.block_on(run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}

async fn run(args: Args) -> Result<(), Failure> {
    match args.verb {
        Verb::Sandbox(ref verb) => sandbox::run(verb, args.json).await.map_err(Failure::from),
        Verb::Db(ref verb) => verbs::db::run(&args, verb).await,
        Verb::Serve(ref serve) => web::run(&args, serve).await,
        // Needs no desk, so it answers beside an open one too.
        Verb::Api(ApiVerb::List) => verbs::api::list(args.json),
        _ => verbs::run(args).await,
    }
}
