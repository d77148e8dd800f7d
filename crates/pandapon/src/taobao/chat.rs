//! The chat with a seller.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ItemId;
#[cfg(feature = "client")]
use super::Taobao;
use crate::call::Call;
use crate::credentials::MASK;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Link, as_json_text};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Asks for a link that opens the chat with a seller. It wants the login of the Taobao global account, and the link
    /// logs in whoever opens it: both are secrets, masked in what a [`crate::CallObserver`] sees.
    ///
    /// Reference: 获取IM 链接 (`taobaoGetImLink`); documented.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{ChatAbout, ChatLogin, GetChatLink};
    ///
    /// let login = ChatLogin { name: "user@example.com".into(), password: std::env::var("TAOBAO_PASSWORD")?.into() };
    /// let about = ChatAbout::Item("700187748440".into());
    /// let link = client.taobao().chat_link(&GetChatLink::new(login, about)).await?.data;
    /// if let Some(url) = link.expose() {
    ///     println!("open {} in a browser", url.as_str());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn chat_link(&self, request: &GetChatLink) -> Result<Answer<ChatLink>> {
        self.client.send(request).await
    }
}

/// Login of a Taobao global account. Held for the call only.
#[derive(Clone, Debug)]
pub struct ChatLogin {
    /// Login name.
    pub name: String,
    /// Password.
    pub password: SecretString,
}

/// What the chat is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatAbout {
    /// An item: the chat is with its seller.
    Item(ItemId),
    /// Another source that upstream knows and the reference does not name.
    Other {
        /// Kind of source.
        source_type: String,
        /// Its id.
        biz_id: String,
    },
}

/// Request of `taobaoGetImLink`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetChatLink {
    login_name: String,
    #[serde(serialize_with = "exposed")]
    password: SecretString,
    page_name: String,
    /// JSON text on the wire.
    #[serde(rename = "pageParamMap", serialize_with = "as_json_text")]
    about: PageParams,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PageParams {
    source_type: String,
    biz_id: String,
}

impl GetChatLink {
    /// The chat page, `imchat`.
    #[must_use]
    pub fn new(login: ChatLogin, about: ChatAbout) -> Self {
        let (source_type, biz_id) = match about {
            ChatAbout::Item(id) => ("item".to_owned(), id.to_string()),
            ChatAbout::Other { source_type, biz_id } => (source_type, biz_id),
        };
        Self {
            login_name: login.name,
            password: login.password,
            page_name: "imchat".to_owned(),
            about: PageParams { source_type, biz_id },
        }
    }

    /// Another page; the reference names no other.
    #[must_use]
    pub fn page(mut self, name: impl Into<String>) -> Self {
        self.page_name = name.into();
        self
    }
}

impl Call for GetChatLink {
    const OPERATION: Operation = Operation::TaobaoGetImLink;
    type Answer = ChatLink;
}

fn exposed<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

/// A link that logs in whoever opens it. Shows itself nowhere by accident.
#[derive(Clone, Debug, Default)]
pub struct ChatLink(Option<SecretString>);

impl ChatLink {
    /// The link, if one came. Hand it to a browser, keep it nowhere.
    #[must_use]
    pub fn expose(&self) -> Option<Link> {
        self.0.as_ref().map(|link| Link::new(link.expose_secret()))
    }
}

impl Serialize for ChatLink {
    /// Writes a mask: whatever is written down can be read by others.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().map(|_| MASK).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ChatLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Link::deserialize(deserializer).map(|link| Self(Some(link.as_str().into())))
    }
}
