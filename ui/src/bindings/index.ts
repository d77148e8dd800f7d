// Written by `cargo xtask bindings` from the command list in crates/agent/src/commands.rs. Not edited by hand.

/**
 * `account_add`: a new account. The secret goes to the keychain and is never told again.
 */
export type AccountAdd = { 
/**
 * Its name on this desk.
 */
name: string, 
/**
 * Where PandaPon is, `https://` unless on loopback; empty for PandaPon's own.
 */
baseUrl: string, 
/**
 * AccessKey.
 */
accessKey: string, 
/**
 * AccessSecret.
 */
accessSecret: string, 
/**
 * The `user-id` header.
 */
userId: string, 
/**
 * How to reach it; the default when left out.
 */
connection: ConnectionSettings, 
/**
 * Keep the secret in memory only, until Pondesk is closed.
 */
memoryOnly: boolean, 
/**
 * A sandbox's control URL, when this is one: lets the balance be shown.
 */
controlUrl: string | null, };

/**
 * `account_add_sandbox`: opens the embedded sandbox, without questions.
 */
export type AccountAddSandbox = Record<symbol, never>;

/**
 * `account_edition`: the edition that an account speaks from now on.
 */
export type AccountEdition = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The edition.
 */
edition: Edition, };

/**
 * An account of this desk: one access key on one base URL. Made here (ULID).
 */
export type AccountId = string;

/**
 * `account_limits`: what an account may do unasked, and what its day came to.
 */
export type AccountLimits = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Its limits.
 */
limits: Limits, 
/**
 * What orders and payments of this day come to, those of unknown outcome too; each order counts once.
 */
spentToday: Money, 
/**
 * When the day began where this desk stands.
 */
dayStart: EpochMs, };

/**
 * `account_limits_save`: limits as they were typed.
 */
export type AccountLimitsSave = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Most that a day may come to, in yuan; empty for no limit.
 */
daily: string, 
/**
 * The sum above which is asked, in yuan; empty for never.
 */
confirmAbove: string, 
/**
 * Hours in which the same goods to the same address are asked about; 0 for never.
 */
duplicateHours: string, };

/**
 * `account_override`: sends one operation of an account elsewhere from now on; method, path or both.
 */
export type AccountOverride = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The override; an earlier one of the same operation is replaced.
 */
place: PlaceOverride, };

/**
 * `account_override_clear`: sends operations of an account where the table says again.
 */
export type AccountOverrideClear = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The operation; all of them when `None`.
 */
operation: string | null, };

/**
 * Names an account.
 */
export type AccountRef = { 
/**
 * The account.
 */
accountId: AccountId, };

/**
 * `account_secret`: enters the secret of a known account again.
 */
export type AccountSecret = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * AccessKey.
 */
accessKey: string, 
/**
 * AccessSecret.
 */
accessSecret: string, 
/**
 * Keep it in memory only.
 */
memoryOnly: boolean, };

/**
 * How far the orders of an account are fetched.
 */
export type AccountSync = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Each platform.
 */
platforms: Array<PlatformSync>, };

/**
 * An account as the UI sees it. The secret never comes out again.
 */
export type AccountView = { 
/**
 * Its id on this desk.
 */
accountId: AccountId, 
/**
 * Its name on this desk.
 */
name: string, 
/**
 * Real or play money.
 */
environment: Environment, 
/**
 * Where PandaPon is; `None` for the embedded sandbox, whose port changes with each start.
 */
baseUrl: string | null, 
/**
 * First and last four characters of the access key.
 */
accessKeyHint: string, 
/**
 * PandaPon's sub-account.
 */
userId: string, 
/**
 * How it is reached.
 */
connection: ConnectionSettings, 
/**
 * Where its secret is.
 */
secret: SecretState, 
/**
 * When it was added.
 */
addedAt: EpochMs, };

/**
 * An address as PandaPon keeps it (`baseGetUserAddresses`).
 */
export type Address = { 
/**
 * PandaPon's id of it.
 */
addressId: AddressId, 
/**
 * Receiver.
 */
name: string, 
/**
 * Mobile number.
 */
phone: string, 
/**
 * Province, in Chinese.
 */
province: string, 
/**
 * City, in Chinese.
 */
city: string, 
/**
 * District, in Chinese.
 */
district: string, 
/**
 * Street and number.
 */
street: string, };

/**
 * The addresses of an account.
 */
export type AddressBook = { 
/**
 * All of them.
 */
addresses: Array<Address>, 
/**
 * When PandaPon told them.
 */
readAt: EpochMs, 
/**
 * Taken from this desk because PandaPon was not reached.
 */
offline: boolean, };

/**
 * What the user typed for an address.
 */
export type AddressDraft = { 
/**
 * Set when an existing address is changed.
 */
addressId: AddressId | null, 
/**
 * Receiver.
 */
name: string, 
/**
 * Mobile number.
 */
phone: string, 
/**
 * Province.
 */
province: string, 
/**
 * City.
 */
city: string, 
/**
 * District.
 */
district: string, 
/**
 * Street and number.
 */
street: string, };

/**
 * A delivery address as PandaPon numbers it.
 */
export type AddressId = string;

/**
 * `address_list`.
 */
export type AddressList = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Ask PandaPon; else answer from this desk when it knows any.
 */
refresh: boolean, };

/**
 * `address_save`: adds an address, or changes one.
 */
export type AddressSave = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * What was typed.
 */
draft: AddressDraft, };

/**
 * An after-sales case, as it was last read. What the platform did not tell is `None` or empty.
 */
export type AfterSalesCase = { 
/**
 * This desk's id of it.
 */
caseId: CaseId, 
/**
 * The account that asks.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * PandaPon's `refundId`: what people quote.
 */
platformCaseId: PlatformCaseId, 
/**
 * The order, once this desk knows it.
 */
orderId: OrderId | null, 
/**
 * The order as the case itself names it: Taobao `purchaseOrderId`, 1688 `orderId`.
 */
orderName: PlatformOrderId | null, 
/**
 * The lines that it is about; one on Taobao.
 */
lineIds: Array<OrderLineId>, 
/**
 * Title of its goods.
 */
title: string | null, 
/**
 * Key of their picture.
 */
picture: string | null, 
/**
 * Pieces.
 */
quantity: number | null, 
/**
 * The seller.
 */
sellerName: string | null, 
/**
 * Where it stands.
 */
status: CaseStatus, 
/**
 * What is asked for.
 */
kind: CaseKind, 
/**
 * Where the goods are said to be.
 */
goods: GoodsState, 
/**
 * Id of the reason.
 */
reasonId: ReasonId | null, 
/**
 * The reason in words.
 */
reason: string | null, 
/**
 * The buyer's own words.
 */
words: string | null, 
/**
 * What is asked back; on 1688 for the goods alone.
 */
asked: Money | null, 
/**
 * Freight asked back beside that (1688).
 */
askedFreight: Money | null, 
/**
 * The most that could be asked, as the platform told.
 */
refundable: Money | null, 
/**
 * What came back, freight counted in.
 */
refunded: Money | null, 
/**
 * Why the seller refused.
 */
refusal: string | null, 
/**
 * What the seller or the platform noted beside the messages.
 */
note: string | null, 
/**
 * Until when the present step must be taken.
 */
deadline: CaseDeadline | null, 
/**
 * Where the goods go back to.
 */
returnTo: ReturnAddress | null, 
/**
 * How they went back.
 */
returned: ReturnShipment | null, 
/**
 * Keys of the pictures that the platform keeps with the case itself (1688).
 */
pictures: Array<string>, 
/**
 * When it was asked.
 */
openedAt: EpochMs | null, 
/**
 * When the platform last changed it.
 */
changedAt: EpochMs | null, 
/**
 * When it ended.
 */
endedAt: EpochMs | null, };

/**
 * What came back of a call that the user wrote himself.
 */
export type ApiAnswer = { 
/**
 * The call; `None` when nothing left this desk.
 */
call: CallLine | null, 
/**
 * The answer's body as it came, whole; key and secret masked.
 */
body: string | null, 
/**
 * Why it did not go well.
 */
error: CommandError | null, 
/**
 * The outbox operation of a call that changes something.
 */
operation: Operation | null, };

/**
 * `api_sketch` and `api_call`: a call that the user wrote himself.
 */
export type ApiCall = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The operation.
 */
operation: string, 
/**
 * Its fields: the text of a JSON object, empty for none. As text, so that long numbers keep their digits.
 */
fields: string, 
/**
 * The user's yes to a call that changes something.
 */
agreed: boolean, };

/**
 * A header as it would be sent.
 */
export type ApiHeader = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value, masked where it is secret.
 */
value: string, };

/**
 * `api_list`: all operations, in the order of the reference.
 */
export type ApiList = { 
/**
 * Whose places to tell; those of edition v1 when `None`.
 */
accountId: AccountId | null, };

/**
 * A request as it would be sent, with what is secret masked. Nothing was sent.
 */
export type ApiSketch = { 
/**
 * Method.
 */
method: HttpMethod, 
/**
 * The whole URL.
 */
url: string, 
/**
 * The headers.
 */
headers: Array<ApiHeader>, 
/**
 * The JSON body of a POST.
 */
body: string | null, 
/**
 * Whether it would change something at PandaPon.
 */
changes: boolean, 
/**
 * Whether the account overrides its place.
 */
overridden: boolean, };

/**
 * Why a backup was made.
 */
export type BackupKind = "daily" | "asked" | "beforeMigration";

/**
 * `backup_restore`: puts a backup in the place of the database.
 */
export type BackupRestore = { 
/**
 * The backup's name; the newest when left out.
 */
name: string | null, };

/**
 * A backup that was written whole and checked.
 */
export type BackupView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Why it was made.
 */
kind: BackupKind, 
/**
 * The moment that it holds.
 */
madeAt: EpochMs, 
/**
 * Its size in bytes.
 */
bytes: number, };

/**
 * An order that could not be read, where the others on its page could.
 */
export type BrokenOrder = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The PandaPon operation that told it.
 */
operation: string, 
/**
 * The number that it seems to have.
 */
number: string | null, 
/**
 * Where in the answer it does not fit.
 */
path: string, 
/**
 * What was wrong there.
 */
reason: string, 
/**
 * As it came, JSON.
 */
raw: string, 
/**
 * The call.
 */
requestId: RequestId | null, 
/**
 * When it came.
 */
seenAt: EpochMs, };

/**
 * What is known of a failed call's effect.
 */
export type CallFailure = "notSent" | "refused" | "unknown";

/**
 * A call to PandaPon, without its bodies.
 */
export type CallLine = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The operation.
 */
operation: string, 
/**
 * Method that was used.
 */
method: HttpMethod, 
/**
 * Path that was asked for.
 */
path: string, 
/**
 * When it was sent.
 */
at: EpochMs, 
/**
 * How long it took, in ms, without the wait for the rate limit.
 */
tookMs: number, 
/**
 * True when it took long enough to be felt.
 */
slow: boolean, 
/**
 * HTTP status, when an answer came.
 */
httpStatus: number | null, 
/**
 * PandaPon's code, when there was one.
 */
code: string | null, 
/**
 * PandaPon's id of the call.
 */
requestId: RequestId | null, 
/**
 * Bytes of the request's body.
 */
sentBytes: number, 
/**
 * Bytes of the answer's body.
 */
receivedBytes: number, 
/**
 * How it failed.
 */
failed: CallFailure | null, };

/**
 * `call_list`: the last calls.
 */
export type CallList = { 
/**
 * Only this account's.
 */
accountId: AccountId | null, };

/**
 * `call_show`.
 */
export type CallShow = { 
/**
 * The call.
 */
callId: number, };

/**
 * A call with its bodies.
 */
export type CallView = { 
/**
 * Its number in this run.
 */
callId: number, 
/**
 * The call.
 */
call: CallLine, 
/**
 * Its fields.
 */
request: KeptBody, 
/**
 * What came back.
 */
answer: KeptBody | null, };

/**
 * A message as this desk keeps it, without its bytes.
 */
export type Callback = { 
/**
 * This desk's id of it.
 */
callbackId: CallbackId, 
/**
 * The account whose path it came to.
 */
accountId: AccountId, 
/**
 * How it came.
 */
origin: CallbackOrigin, 
/**
 * How far this desk is with it.
 */
state: CallbackState, 
/**
 * Why it waits, or why it was not applied.
 */
reason: CallbackReason | null, 
/**
 * PandaPon's, the system's or the reader's own words to that.
 */
said: string | null, 
/**
 * What it is about, when that is known.
 */
kind: CallbackKind | null, 
/**
 * Its type as it came.
 */
messageType: string | null, 
/**
 * Where.
 */
platform: Platform | null, 
/**
 * The surest name of an order in it, as it came.
 */
orderName: string | null, 
/**
 * The order of this desk, once found.
 */
orderId: OrderId | null, 
/**
 * What it says itself.
 */
facts: CallbackFacts, 
/**
 * What its signature is worth.
 */
signature: SignatureVerdict, 
/**
 * When PandaPon says that it was pushed.
 */
saidAt: EpochMs | null, 
/**
 * When it first came.
 */
receivedAt: EpochMs, 
/**
 * When it last came.
 */
lastReceivedAt: EpochMs, 
/**
 * How often it came.
 */
times: number, 
/**
 * When its order had been fetched.
 */
confirmedAt: EpochMs | null, 
/**
 * The call that fetched it.
 */
requestId: RequestId | null, 
/**
 * Its size in bytes.
 */
bytes: number, };

/**
 * How many messages are in a state.
 */
export type CallbackCount = { 
/**
 * The state.
 */
state: CallbackState, 
/**
 * How many.
 */
count: number, };

/**
 * How messages of one account come in.
 */
export type CallbackDoor = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Its path, which only PandaPon should know.
 */
path: string, 
/**
 * What to enter in PandaPon's console; `None` until the public address is known.
 */
publicUrl: string | null, 
/**
 * What is wanted of signatures.
 */
mode: SignatureMode, 
/**
 * What the signature may be made of; right is what fits any of them.
 */
signedTexts: Array<SignedText>, };

/**
 * `callback_door_save`: what changes of how messages of one account come in. What is left out stays as it is.
 */
export type CallbackDoorChange = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * What is wanted of signatures.
 */
mode?: SignatureMode, 
/**
 * What the signature may be made of.
 */
signedTexts?: Array<SignedText>, 
/**
 * Give it another path. The old one answers nobody any more: enter the new one in PandaPon's console.
 */
newPath?: boolean, };

/**
 * What a message itself says of its order: said, and not confirmed by a read yet.
 */
export type CallbackFacts = { 
/**
 * All that is to be paid.
 */
total: Money | null, 
/**
 * Sum of goods.
 */
goods: Money | null, 
/**
 * Freight in China.
 */
freight: Money | null, 
/**
 * What the seller took off; positive lowers the sum.
 */
discount: Money | null, 
/**
 * Where the order stands.
 */
status: OrderStatus | null, 
/**
 * State of the after-sales case, in the platform's word.
 */
afterSales: string | null, };

/**
 * A pushed message kept on this desk. Made here (ULID, so ids sort by time).
 */
export type CallbackId = string;

/**
 * `callback_ingest`: a message that the user has from elsewhere. Its signature is not asked for.
 */
export type CallbackIngest = { 
/**
 * The account that it is for.
 */
accountId: AccountId, 
/**
 * All of it.
 */
text: string, };

/**
 * What a pushed message is about.
 */
export type CallbackKind = "priceModified" | "statusChanged" | "refund" | "other";

/**
 * `callback_list`: kept messages, newest first.
 */
export type CallbackList = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only about this order.
 */
orderId: OrderId | null, 
/**
 * Only in these states; empty for all.
 */
states: Array<CallbackState>, 
/**
 * Cursor of the page before.
 */
after: string | null, 
/**
 * Rows wanted, at most 200.
 */
limit: number, };

/**
 * How a message came.
 */
export type CallbackOrigin = "pushed" | "byHand";

/**
 * A page of messages.
 */
export type CallbackPage = { 
/**
 * The messages.
 */
rows: Array<Callback>, 
/**
 * Cursor of the next page.
 */
next: string | null, 
/**
 * Counts over account and order, whatever states are chosen.
 */
counts: Array<CallbackCount>, };

/**
 * Why a message waits, or why it was not applied.
 */
export type CallbackReason = "offline" | "noSecret" | "notTold" | "noOrder" | "unknownOrder" | "otherAccount" | "unknownType" | "empty" | "noJson" | "noMessage" | "tooLarge" | "noSignature" | "wrongSignature";

/**
 * Names a message.
 */
export type CallbackRef = { 
/**
 * The message.
 */
callbackId: CallbackId, };

/**
 * What `callback_retry` looks at again.
 */
export type CallbackRetried = { 
/**
 * How many messages.
 */
count: number, };

/**
 * `callback_retry`: looks at messages again that were not applied: after an update, or when the order should be known now.
 */
export type CallbackRetry = { 
/**
 * The message; all when left out.
 */
callbackId: CallbackId | null, };

/**
 * `callback_settings`: all about receiving.
 */
export type CallbackSettings = { 
/**
 * Where messages come in.
 */
receiver: ReceiverSettings, 
/**
 * How the receiver is.
 */
standing: ReceiverStanding, 
/**
 * How messages of each account come in.
 */
doors: Array<CallbackDoor>, };

/**
 * How far this desk is with a message.
 */
export type CallbackState = "waiting" | "applied" | "unmatched" | "unknownType" | "unreadable" | "refused";

/**
 * `callback_test`: does what PandaPon's Verify does.
 */
export type CallbackTest = { 
/**
 * Its steps. Without a public address there is only the local one.
 */
steps: Array<SelfTestStep>, };

/**
 * `callback_show`: a message with all that came.
 */
export type CallbackView = { 
/**
 * What was made of it.
 */
callback: Callback, 
/**
 * The `Authorization` header, as it came.
 */
authorization: string | null, 
/**
 * Its bytes as text, those that are none replaced; cut where it is very long.
 */
text: string, 
/**
 * Whether `text` was cut.
 */
cut: boolean, };

/**
 * Both carts.
 */
export type Cart = { 
/**
 * By seller, in the order of the platforms.
 */
groups: Array<CartGroup>, 
/**
 * Records in all.
 */
lineCount: number, };

/**
 * `cart_add`: puts SKUs of one offer into the cart.
 */
export type CartAdd = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The offer, shown before.
 */
offerId: OfferId, 
/**
 * What was picked.
 */
picked: Array<Picked>, };

/**
 * `cart_edit`: changes a quantity.
 */
export type CartEdit = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The record.
 */
line: CartLineRef, 
/**
 * Pieces wanted.
 */
quantity: number, };

/**
 * The records of one seller.
 */
export type CartGroup = { 
/**
 * Which platform's cart.
 */
platform: Platform, 
/**
 * The seller.
 */
sellerId: SellerId, 
/**
 * The seller's name.
 */
sellerName: string, 
/**
 * Its records.
 */
lines: Array<CartLine>, 
/**
 * Sum of the buyable records with a price.
 */
goods: Money, 
/**
 * When PandaPon told it.
 */
readAt: EpochMs, };

/**
 * One record of the cart.
 */
export type CartLine = { 
/**
 * Which platform's cart holds it.
 */
platform: Platform, 
/**
 * Its id in that cart.
 */
lineId: CartLineId, 
/**
 * The offer.
 */
offerId: OfferId, 
/**
 * The SKU.
 */
skuId: SkuId, 
/**
 * 1688's second id of the SKU.
 */
specId: SpecId | null, 
/**
 * Title as the cart says it.
 */
title: string, 
/**
 * Variant in words, such as `Sage · XL`.
 */
variant: string | null, 
/**
 * Key of its picture.
 */
picture: string | null, 
/**
 * Pieces.
 */
quantity: number, 
/**
 * Price per piece now.
 */
unitPrice: Money | null, 
/**
 * Price per piece when it was put into the cart on this desk, when that differs from now.
 */
wasUnitPrice: Money | null, 
/**
 * Quantity times unit price.
 */
sum: Money | null, 
/**
 * Pieces in stock, when the cart says so.
 */
stock: number | null, 
/**
 * False for a record that lapsed and can only be removed.
 */
buyable: boolean, 
/**
 * When this desk put it into the cart.
 */
addedAt: EpochMs | null, };

/**
 * A record of PandaPon's cart (`id` of a Taobao cart record, `cartIds` on 1688).
 */
export type CartLineId = string;

/**
 * A record of one of the carts.
 */
export type CartLineRef = { 
/**
 * Which platform's cart.
 */
platform: Platform, 
/**
 * Its id there.
 */
lineId: CartLineId, };

/**
 * `cart_list`.
 */
export type CartList = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Ask PandaPon; else answer from this desk when it knows the cart.
 */
refresh: boolean, };

/**
 * `cart_remove`.
 */
export type CartRemove = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The records.
 */
lines: Array<CartLineRef>, };

/**
 * Both carts, with their age.
 */
export type CartView = { 
/**
 * By seller.
 */
cart: Cart, 
/**
 * When the older of both was told; `None` when neither was ever read.
 */
readAt: EpochMs | null, 
/**
 * At least one was taken from this desk because PandaPon could not be asked.
 */
offline: boolean, 
/**
 * The platforms whose cart could not be read, and why; the other's is fresh all the same.
 */
failed: Array<PlatformFailure>, };

/**
 * What became of one step with a case.
 */
export type CaseActed = { 
/**
 * The outbox operation.
 */
operation: Operation, 
/**
 * Why it did not go well.
 */
error: CommandError | null, };

/**
 * What the user may do with a case.
 */
export type CaseAction = "modify" | "sendBack" | "message" | "withdraw";

/**
 * How the goods of a case can go back.
 */
export type CaseCarriers = { 
/**
 * The carriers, as the platform lists them.
 */
carriers: Array<ReturnCarrier>, 
/**
 * Where the seller wants the goods.
 */
returnTo: ReturnAddress | null, };

/**
 * `case_carriers`: how the goods of a case can go back.
 */
export type CaseCarriersAsked = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, };

/**
 * One change of one field of a case: kept for ever, never rewritten.
 */
export type CaseChange = { 
/**
 * The field: `status`, `asked`, `reason`, `refusal`, `waybill`, … Sums are in fen.
 */
field: string, 
/**
 * The value before; `None` when it was first seen.
 */
old: string | null, 
/**
 * The value since; `None` when it went away.
 */
new: string | null, 
/**
 * What the value before means, when the field is the status.
 */
oldStage: CaseStage | null, 
/**
 * What the value since means, when the field is the status.
 */
newStage: CaseStage | null, 
/**
 * When this desk saw it.
 */
seenAt: EpochMs, 
/**
 * Where it came from.
 */
source: ChangeSource, 
/**
 * The call that told it.
 */
requestId: RequestId | null, };

/**
 * Until when the present step must be taken.
 */
export type CaseDeadline = { 
/**
 * Until when.
 */
at: EpochMs, 
/**
 * What happens then.
 */
then: DeadlineOutcome, 
/**
 * The same in the platform's word.
 */
raw: string | null, };

/**
 * An after-sales case as this desk keeps it: platform and platform case id, `taobao:…` or `1688:…`, unique per account.
 */
export type CaseId = string;

/**
 * What is asked for.
 */
export type CaseKind = "refundOnly" | "returnAndRefund" | "unknown";

/**
 * `case_list`: cases of this desk; what needs the user next stands first. Needs no net.
 */
export type CaseList = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only this platform.
 */
platform: Platform | null, 
/**
 * Only in these turns; empty for all.
 */
turns: Array<CaseTurn>, 
/**
 * Words or a part of an id.
 */
words: string, 
/**
 * Cursor of the page before.
 */
after: string | null, 
/**
 * Rows wanted, at most 500.
 */
limit: number, };

/**
 * Something said on a case (Taobao).
 */
export type CaseMessage = { 
/**
 * When it was said.
 */
at: EpochMs | null, 
/**
 * Who said it.
 */
speaker: Speaker, 
/**
 * The name that the platform gives him.
 */
nick: string | null, 
/**
 * His words, as they came.
 */
words: string, 
/**
 * Keys of its pictures.
 */
pictures: Array<string>, };

/**
 * `case_modify`: changes what a case asks (Taobao).
 */
export type CaseModify = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, 
/**
 * What is asked now.
 */
claim: Claim, };

/**
 * `case_preview`, `case_open`: a claim about lines of an order.
 */
export type CaseOpen = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * What is asked.
 */
claim: Claim, };

/**
 * What became of a claim.
 */
export type CaseOpened = { 
/**
 * Its calls, in the order in which they were sent.
 */
opened: Array<OpenedCase>, };

/**
 * `case_pack`: the evidence pack of a case. Needs no net.
 */
export type CasePack = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, 
/**
 * The language of the record.
 */
language: Language, 
/**
 * All of it, or the record alone.
 */
form: PackForm, };

/**
 * A page of cases.
 */
export type CasePage = { 
/**
 * The rows: by turn, and within it what runs out first; of what is over, what ended last.
 */
rows: Array<CaseRow>, 
/**
 * Cursor of the next page.
 */
next: string | null, 
/**
 * Counts over account and platform, whatever turn is chosen.
 */
counts: Array<TurnCount>, 
/**
 * The oldest read of a case that goes on.
 */
readAt: EpochMs | null, };

/**
 * What would be sent.
 */
export type CasePreview = { 
/**
 * Why it cannot be sent as it is; empty when it can.
 */
faults: Array<ClaimFault>, 
/**
 * The calls.
 */
requests: Array<CaseRequest>, 
/**
 * Evidence that is sent along.
 */
sent: Array<EvidenceId>, 
/**
 * Evidence that the platform does not take: it stays on this desk and in the evidence pack.
 */
kept: Array<EvidenceId>, };

/**
 * `case_refresh`: reads the newest cases of both platforms, and every one that goes on.
 */
export type CaseRefresh = { 
/**
 * The account.
 */
accountId: AccountId, };

/**
 * What a refresh found.
 */
export type CaseRefreshed = { 
/**
 * Cases read.
 */
read: number, 
/**
 * Of them changed or new.
 */
changed: number, 
/**
 * New messages of sellers and platforms.
 */
messages: number, 
/**
 * A platform that could not be read, or not wholly, and why; all else was read all the same.
 */
failed: Array<PlatformFailure>, };

/**
 * One call that a claim becomes: Taobao takes a case for each line.
 */
export type CaseRequest = { 
/**
 * The lines that it is about.
 */
lineIds: Array<OrderLineId>, 
/**
 * All that it asks back.
 */
amount: Money, 
/**
 * The operation of PandaPon.
 */
operation: string, 
/**
 * What is sent, as JSON text. Pictures are named by their hashes.
 */
request: string, };

/**
 * `case_return`: says how the goods of a case went back.
 */
export type CaseReturn = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, 
/**
 * The carrier's code, from `case_carriers`.
 */
carrierCode: string, 
/**
 * Waybill number.
 */
waybill: string, 
/**
 * Phone of the sender (Taobao).
 */
phone: string | null, 
/**
 * A remark.
 */
note: string | null, 
/**
 * Pictures of the parcel, as they were kept (1688).
 */
evidence: Array<EvidenceId>, };

/**
 * A case as the list shows it.
 */
export type CaseRow = { 
/**
 * The case.
 */
case: AfterSalesCase, 
/**
 * Whose turn it is.
 */
turn: CaseTurn, 
/**
 * Who spoke last on it.
 */
spokeLast: Speaker | null, 
/**
 * All that is asked back, freight counted in.
 */
asked: Money | null, 
/**
 * What may be done with it.
 */
actions: Array<CaseAction>, 
/**
 * When PandaPon last told it.
 */
readAt: EpochMs, };

/**
 * `case_message`: writes to the seller (Taobao).
 */
export type CaseSay = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, 
/**
 * The words.
 */
words: string, 
/**
 * Pictures, as they were kept.
 */
evidence: Array<EvidenceId>, };

/**
 * `case_show`.
 */
export type CaseShow = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, 
/**
 * Ask PandaPon first.
 */
refresh: boolean, };

/**
 * Where a case stands, in words both platforms share.
 */
export type CaseStage = "notAsked" | "asked" | "agreed" | "sentBack" | "refused" | "refunded" | "closed" | "unknown";

/**
 * A status as the platform said it, with its meaning when that is known.
 */
export type CaseStatus = { 
/**
 * The platform's own word or code.
 */
raw: string, 
/**
 * What it means.
 */
stage: CaseStage, };

/**
 * What may be claimed.
 */
export type CaseTerms = { 
/**
 * What a claim about this order may rest on; empty where it takes none.
 */
bases: Array<ClaimBasis>, 
/**
 * The terms on one of them, when there is one.
 */
terms: ClaimTerms | null, 
/**
 * Cases of this order.
 */
cases: Array<CaseRow>, 
/**
 * Evidence that was kept for this order and belongs to no case yet.
 */
evidence: Array<Evidence>, };

/**
 * `case_terms`: what may be claimed for lines of an order, or changed on a case.
 */
export type CaseTermsAsked = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * The lines; none for all.
 */
lineIds: Array<OrderLineId>, 
/**
 * What the claim rests on; left out, the first that is offered.
 */
basis: ClaimBasis | null, 
/**
 * The case that is changed.
 */
caseId: CaseId | null, };

/**
 * Whose turn it is: how a desk groups its cases.
 */
export type CaseTurn = "yours" | "unclear" | "sellers" | "refunded" | "closed";

/**
 * A case with its story.
 */
export type CaseView = { 
/**
 * The case.
 */
case: AfterSalesCase, 
/**
 * Whose turn it is.
 */
turn: CaseTurn, 
/**
 * What may be done with it, and nothing else.
 */
actions: Array<CaseAction>, 
/**
 * What the platform itself allows and PandaPon has no call for.
 */
elsewhere: Array<CaseAction>, 
/**
 * Whether PandaPon has messages on cases of this platform.
 */
hasMessages: boolean, 
/**
 * What was said, oldest first.
 */
messages: Array<CaseMessage>, 
/**
 * When they were last read.
 */
messagesReadAt: EpochMs | null, 
/**
 * What changed, newest first.
 */
changes: Array<CaseChange>, 
/**
 * Evidence that was sent with it from this desk, oldest first.
 */
evidence: Array<Evidence>, 
/**
 * What this platform takes as evidence.
 */
limits: EvidenceLimits, 
/**
 * What was done with it from this desk, newest first.
 */
operations: Array<Operation>, 
/**
 * What was paid for its lines, when this desk knows the order.
 */
paid: Money | null, 
/**
 * What came back for its lines by other cases.
 */
refundedBefore: Money, 
/**
 * What can be asked.
 */
canBeAsked: Money | null, 
/**
 * When PandaPon last told it.
 */
readAt: EpochMs, 
/**
 * Taken from this desk because PandaPon could not be asked.
 */
offline: boolean, 
/**
 * Why it could not be asked.
 */
failed: CommandError | null, };

/**
 * `case_withdraw` (Taobao).
 */
export type CaseWithdraw = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The case.
 */
caseId: CaseId, };

/**
 * A category of the platform.
 */
export type CategoryId = string;

/**
 * One change of one field.
 */
export type Change = { 
/**
 * The field: `status`, `total`, `goods`, `freight`, `discount`, `line:<id>:unitPrice`, … Sums are in fen.
 */
field: string, 
/**
 * The value before; `None` when it was first seen.
 */
old: string | null, 
/**
 * The value since; `None` when it went away.
 */
new: string | null, 
/**
 * What the value before means, when the field is a status.
 */
oldStage: OrderStage | null, 
/**
 * What the value since means, when the field is a status.
 */
newStage: OrderStage | null, 
/**
 * When this desk saw it.
 */
seenAt: EpochMs, 
/**
 * Where it came from.
 */
source: ChangeSource, 
/**
 * The call that told it.
 */
requestId: RequestId | null, };

/**
 * Sent after a commit: these rows are stale in the UI now.
 */
export type ChangeEvent = { 
/**
 * Rises by one with each event of a run; on a gap the UI refreshes everything.
 */
seq: number, 
/**
 * What changed.
 */
table: ChangedTable, 
/**
 * Which rows; empty for all.
 */
ids: Array<string>, };

/**
 * Where this desk learnt of a change.
 */
export type ChangeSource = "sync" | "callback" | "ownAction";

/**
 * What changed.
 */
export type ChangedTable = "accounts" | "settings" | "searches" | "offers" | "cart" | "addresses" | "orders" | "outbox" | "vouchers" | "cases" | "evidence" | "status" | "calls" | "sync" | "filters" | "data" | "callbacks" | "notices" | "papers";

/**
 * `checkout_place`: places orders of a preview.
 */
export type CheckoutPlace = { 
/**
 * The preview that the user saw.
 */
previewId: PreviewId, 
/**
 * Keys of its orders to place.
 */
keys: Array<string>, 
/**
 * Keys of orders whose worse prices, sums or quantities the user agreed to.
 */
accepted: Array<string>, 
/**
 * Keys of orders that the user wants although the same goods were ordered a short while ago.
 */
again: Array<string>, 
/**
 * The sum that the user said yes to, where it is above the amount from which he wants to be asked.
 */
confirmed: Money | null, 
/**
 * Words to the seller, by key (1688).
 */
messages: { [key in string]: string }, };

/**
 * What would be ordered.
 */
export type CheckoutPreview = { 
/**
 * Names it until Pondesk is closed.
 */
previewId: PreviewId, 
/**
 * One order per seller.
 */
orders: Array<PreviewOrder>, 
/**
 * Where to.
 */
address: Address, 
/**
 * Sum of the orders that can be placed without a further look.
 */
readyTotal: Money, 
/**
 * Sum of all.
 */
total: Money, 
/**
 * When PandaPon told it.
 */
readAt: EpochMs, };

/**
 * `checkout_preview`: prices cart records by seller, and orders nothing.
 */
export type CheckoutPreviewRequest = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The records.
 */
lines: Array<CartLineRef>, 
/**
 * Where to.
 */
addressId: AddressId, };

/**
 * What the user may decide.
 */
export type Choice = "sendAgain" | "drop" | "adopt";

/**
 * A column that the user chose. The UI knows what its name means.
 */
export type ChosenColumn = { 
/**
 * Its name.
 */
column: string, 
/**
 * Its width in pixels; the usual one when `None`.
 */
width: number | null, };

/**
 * What the user asks for.
 */
export type Claim = { 
/**
 * What it rests on.
 */
basis: ClaimBasis, 
/**
 * The reason.
 */
reasonId: ReasonId, 
/**
 * The lines with their amounts.
 */
lines: Array<LineClaim>, 
/**
 * Freight asked back beside the goods (1688).
 */
freight: Money, 
/**
 * The user's words.
 */
words: string, 
/**
 * Evidence, as it was kept.
 */
evidence: Array<EvidenceId>, };

/**
 * What a claim rests on: what is asked for, and where the goods are.
 */
export type ClaimBasis = { 
/**
 * What is asked for.
 */
kind: CaseKind, 
/**
 * Where the goods are.
 */
goods: GoodsState, };

/**
 * Why a claim cannot be sent as it is.
 */
export type ClaimFault = { "is": "noLine" } | { "is": "lineBlocked", 
/**
 * The line.
 */
lineId: OrderLineId, 
/**
 * Why.
 */
by: LineBlock, } | { "is": "reason" } | { "is": "amount", 
/**
 * The line.
 */
lineId: OrderLineId, 
/**
 * Least that may be asked.
 */
least: Money, 
/**
 * Most that may be asked; `None` where nobody knows.
 */
most: Money | null, } | { "is": "freight", 
/**
 * Most that may be asked.
 */
most: Money, } | { "is": "words", 
/**
 * Fewest characters.
 */
least: number, 
/**
 * Most characters.
 */
most: number, } | { "is": "evidenceNeeded" } | { "is": "tooMuchEvidence", 
/**
 * Most pictures.
 */
most: number, };

/**
 * A reason to choose from.
 */
export type ClaimReason = { 
/**
 * Its id.
 */
reasonId: ReasonId, 
/**
 * Its words, as the platform has them.
 */
words: string, 
/**
 * The platform's hint.
 */
tip: string | null, 
/**
 * The platform says that it needs evidence. Taobao says so only in its hint.
 */
needsEvidence: boolean, 
/**
 * Freight can be asked back with it (1688).
 */
refundsFreight: boolean, };

/**
 * What may be claimed for lines of one order, on one basis.
 */
export type ClaimTerms = { 
/**
 * What it rests on.
 */
basis: ClaimBasis, 
/**
 * Reasons that all of the lines may have.
 */
reasons: Array<ClaimReason>, 
/**
 * The lines.
 */
lines: Array<LineTerms>, 
/**
 * Most freight that may be asked back beside the goods; zero on Taobao, where the amount has it in it.
 */
mostFreight: Money, 
/**
 * Fewest and most characters of the buyer's words.
 */
words: [number, number], 
/**
 * What is taken as evidence.
 */
evidence: EvidenceLimits, };

/**
 * An error of a command.
 */
export type CommandError = { 
/**
 * What went wrong.
 */
code: ErrorCode, 
/**
 * The field of the request it concerns, in camelCase.
 */
field: string | null, 
/**
 * Figures and names for the text.
 */
details: { [key in string]: string }, 
/**
 * The platform's own words.
 */
said: string | null, 
/**
 * The platform's own code.
 */
platformCode: string | null, 
/**
 * The call.
 */
requestId: RequestId | null, 
/**
 * The outbox operation it concerns.
 */
operationId: OperationId | null, };

/**
 * How to reach PandaPon with an account.
 */
export type ConnectionSettings = { 
/**
 * The signature scheme.
 */
scheme: SignatureScheme, 
/**
 * The timestamp's unit.
 */
timestampUnit: TimestampUnit, 
/**
 * The edition.
 */
edition: Edition, 
/**
 * How voucher files travel.
 */
voucherTransport: VoucherTransport, 
/**
 * Operations sent elsewhere, each at most once, in the order in which they were added.
 */
overrides: Array<PlaceOverride>, };

/**
 * `account_test` and `account_try`: what a connection test found.
 */
export type ConnectionTest = { 
/**
 * Its steps, in the order they were done.
 */
steps: Array<TestStep>, 
/**
 * Whether a signed read came back.
 */
works: boolean, 
/**
 * The settings that worked.
 */
connection: ConnectionSettings | null, 
/**
 * This computer's clock minus PandaPon's, in ms.
 */
clockOffsetMs: number | null, };

/**
 * Something that the user was asked and said yes to; kept with the operation that followed.
 */
export type Consent = { "kind": "dearer", 
/**
 * Prices per piece.
 */
shifts: Array<PriceShift>, 
/**
 * Sums of the order.
 */
sums: Array<SumShift>, } | { "kind": "again", 
/**
 * The operations that ordered them.
 */
earlier: Array<OperationId>, } | { "kind": "aboveAmount", 
/**
 * That amount.
 */
limit: Money, 
/**
 * What goes out with this press of the button.
 */
sum: Money, };

/**
 * A part of a picture, in thousandths of its width and height.
 */
export type Crop = { 
/**
 * Left edge.
 */
left: number, 
/**
 * Top edge.
 */
top: number, 
/**
 * Width.
 */
width: number, 
/**
 * Height.
 */
height: number, };

/**
 * `data_check`: what a look at the whole database found. Nothing was changed.
 */
export type DataChecked = { 
/**
 * Size of the database in bytes.
 */
bytes: number, 
/**
 * Its schema; 0 when it could not be read.
 */
schema: number, 
/**
 * What is damaged, in SQLite's words; `None` when all is well.
 */
damage: string | null, 
/**
 * What is damaged in the inbox of pushed messages, in SQLite's words.
 */
inboxDamage: string | null, 
/**
 * Vouchers whose file is missing or was changed, by SHA-256.
 */
badVouchers: Array<string>, 
/**
 * All backups, newest first.
 */
backups: Array<BackupView>, };

/**
 * `data_show`: the data of this desk.
 */
export type DataView = { 
/**
 * When the whole database was last read and found well.
 */
checkedAt: EpochMs | null, 
/**
 * All backups, newest first.
 */
backups: Array<BackupView>, 
/**
 * Why the last daily backup could not be made, when it could not.
 */
failure: CommandError | null, 
/**
 * Days of which the newest backup is kept.
 */
daysKept: number, 
/**
 * Weeks of which the newest backup is kept.
 */
weeksKept: number, };

/**
 * What a platform does when the deadline of a step passes.
 */
export type DeadlineOutcome = "refund" | "agreeReturn" | "close" | "unknown";

/**
 * Height of table rows.
 */
export type Density = "compact" | "normal" | "roomy";

/**
 * `desk_status`: all that the frame of the UI shows.
 */
export type DeskStatus = { 
/**
 * Pondesk's version.
 */
version: string, 
/**
 * All accounts.
 */
accounts: Array<AccountView>, 
/**
 * The one in use.
 */
current: AccountId | null, 
/**
 * The user's choices.
 */
settings: Settings, 
/**
 * The outbox.
 */
outbox: OutboxCounts, 
/**
 * Records in the cart, as last read.
 */
cartLines: number, 
/**
 * Orders that wait for payment.
 */
ordersToPay: number, 
/**
 * After-sales cases that wait for the user.
 */
casesYours: number, 
/**
 * When PandaPon last answered the account in use.
 */
lastAnswerAt: EpochMs | null, 
/**
 * False when the last call did not reach PandaPon.
 */
online: boolean, 
/**
 * This computer's clock minus PandaPon's, in ms, once learnt. Past 60 s the user is told.
 */
clockOffsetMs: number | null, 
/**
 * Calls that wait for the rate limit.
 */
callsWaiting: number, 
/**
 * The balance of the sandbox; PandaPon has no operation that reads one.
 */
balance: Money | null, 
/**
 * Restores that the user did not read of yet, newest first.
 */
notices: Array<RestoreNotice>, 
/**
 * Now, by this desk's clock: ages are counted from it.
 */
now: EpochMs, };

/**
 * One way in which SKUs differ, such as colour.
 */
export type Dimension = { 
/**
 * Its name.
 */
name: Text, 
/**
 * Its values, in the seller's order.
 */
values: Array<DimensionValue>, };

/**
 * One value of a dimension, such as a colour.
 */
export type DimensionValue = { 
/**
 * Its name.
 */
name: Text, 
/**
 * Key of its picture, when it has one.
 */
picture: string | null, };

/**
 * The same goods, ordered a short while ago.
 */
export type Duplicate = { 
/**
 * The operation that ordered them.
 */
operationId: OperationId, 
/**
 * How far that is: what is unknown may have been ordered.
 */
state: OperationState, 
/**
 * The orders it made.
 */
orderIds: Array<OrderId>, 
/**
 * When.
 */
at: EpochMs, 
/**
 * The lines that are the same.
 */
cartLineIds: Array<CartLineId>, };

/**
 * The edition of the reference that an account speaks.
 */
export type Edition = "v1" | "v2";

/**
 * Whether an account moves real money.
 */
export type Environment = "production" | "sandbox";

/**
 * Milliseconds since 1970-01-01 UTC. Fits a JavaScript number for the next 280,000 years.
 */
export type EpochMs = number;

/**
 * What went wrong. The UI has a text and a way out for each code, in every language, and matches nothing else.
 */
export type ErrorCode = "badRequest" | "unknownCommand" | "fieldMissing" | "fieldInvalid" | "accountMissing" | "keychainLocked" | "secretMissing" | "keychainDenied" | "sandboxFailed" | "notReached" | "timedOut" | "signatureRefused" | "clockRefused" | "refused" | "notServed" | "unreadable" | "outcomeUnknown" | "alreadyUnderWay" | "waitsInOutbox" | "choiceClosed" | "orderTaken" | "fileMissing" | "notAPicture" | "pictureKind" | "fileTooLarge" | "tooManyPixels" | "pictureAnimated" | "pictureDamaged" | "voucherKind" | "voucherLinkNeeded" | "linkUnknown" | "linkForbidden" | "offerMissing" | "selectionFaulty" | "nothingPicked" | "cartLineMissing" | "addressMissing" | "previewMissing" | "previewProblem" | "priceRose" | "orderedAlready" | "dailyLimit" | "confirmationNeeded" | "orderMissing" | "orderStateForbids" | "caseMissing" | "caseStateForbids" | "claimFaulty" | "claimUnchanged" | "evidenceMissing" | "carrierUnknown" | "totalChanged" | "riseNotLookedAt" | "balanceTooSmall" | "cancelTooSoon" | "operationMissing" | "callbackMissing" | "portTaken" | "cannotListen" | "desktopSilent" | "backupMissing" | "backupDamaged" | "overrideRefused" | "agreementMissing" | "callMissing" | "paperMissing" | "paperNotWritten" | "noFont" | "deskInUse" | "storeNewer" | "storeReadOnly" | "diskFull" | "storeDamaged" | "internal";

/**
 * A file kept as evidence: on this desk first, then at the platform.
 */
export type Evidence = { 
/**
 * This desk's id of it.
 */
evidenceId: EvidenceId, 
/**
 * The order that it is about.
 */
orderId: OrderId, 
/**
 * The case that it was sent with, once that is known.
 */
caseId: CaseId | null, 
/**
 * The file's own name.
 */
fileName: string, 
/**
 * `image/jpeg`, `image/png`, `image/webp` or `application/pdf`, read from the bytes.
 */
mediaType: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256 of the bytes, hex. Also its key for the picture protocol, as `v.<sha256>`.
 */
sha256: string, 
/**
 * When it was kept.
 */
keptAt: EpochMs, 
/**
 * Where the platform put it (1688), once it was uploaded.
 */
link: string | null, };

/**
 * A file kept as evidence on this desk. Made here (ULID).
 */
export type EvidenceId = string;

/**
 * `evidence_keep`: keeps a file of the user as evidence; nothing is sent.
 */
export type EvidenceKeep = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order that it is about.
 */
orderId: OrderId, 
/**
 * The case, when there is one already.
 */
caseId: CaseId | null, 
/**
 * The file, from `FileRef`.
 */
fileId: string, 
/**
 * A link to it, where the connection sends links only.
 */
link: string | null, };

/**
 * What a platform takes as evidence.
 */
export type EvidenceLimits = { 
/**
 * Most pictures of one claim, change or message.
 */
most: number, 
/**
 * Most pictures of a return shipment.
 */
mostOfReturn: number, 
/**
 * Most bytes of a picture as it is sent: larger ones are scaled down.
 */
mostBytes: number, 
/**
 * Whether pictures are uploaded before they are named.
 */
uploaded: boolean, 
/**
 * Whether the account's connection sends links only, so that each picture needs one that the user supplies.
 */
byLink: boolean, };

/**
 * `evidence_upload`: hands one picture to the platform, where it wants that before a claim (1688). One that is there already
 * is left as it is.
 */
export type EvidenceUpload = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The evidence.
 */
evidenceId: EvidenceId, };

/**
 * The file that an export becomes.
 */
export type ExportFormat = "xlsx" | "csv";

/**
 * What one row of an export is.
 */
export type ExportRows = "orders" | "lines";

/**
 * `file_from_link`: fetches a picture from an allowed host.
 */
export type FileFromLink = { 
/**
 * The link, as it was dropped or pasted.
 */
url: string, };

/**
 * A file that the desk holds for the user.
 */
export type FileRef = { 
/**
 * Names it until Pondesk is closed.
 */
fileId: string, 
/**
 * Its own name, as it was given.
 */
name: string, 
/**
 * Read from its bytes: `image/jpeg`, `image/png`, `image/webp`, `application/pdf`.
 */
mediaType: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Width in pixels, for a picture.
 */
width: number | null, 
/**
 * Height in pixels, for a picture.
 */
height: number | null, 
/**
 * Key of its picture for the picture protocol, for a picture.
 */
picture: string | null, };

/**
 * What a part of a typed filter is about.
 */
export type FilterKind = "account" | "platform" | "status" | "date" | "amount" | "afterSales" | "tag" | "client" | "words";

/**
 * One part of a typed filter: a chip. The text without it is the filter without it.
 */
export type FilterPart = { 
/**
 * What it is about.
 */
kind: FilterKind, 
/**
 * As it was typed.
 */
text: string, 
/**
 * What it means: stages by comma, a platform, a name, a date, a sum.
 */
value: string, };

/**
 * What a look found that did not settle it.
 */
export type Found = { "is": "nothing" } | { "is": "nearly", 
/**
 * The orders.
 */
orderIds: Array<OrderId>, } | { "is": "several", 
/**
 * The orders.
 */
orderIds: Array<OrderId>, };

/**
 * How many orders of a filter stand in a stage.
 */
export type FoundCount = { 
/**
 * The stage.
 */
stage: OrderStage, 
/**
 * How many, as far as was counted.
 */
count: number, 
/**
 * There are more than were counted.
 */
more: boolean, };

/**
 * Where the goods are said to be.
 */
export type GoodsState = "notShipped" | "notReceived" | "received" | "sentBack" | "sellerHasThem" | "unknown";

/**
 * HTTP method of an operation. The reference knows no others.
 */
export type HttpMethod = "GET" | "POST";

/**
 * A body as it is kept: its beginning, with key, secret and signature masked.
 */
export type KeptBody = { 
/**
 * The text.
 */
text: string, 
/**
 * True when it went on.
 */
cut: boolean, };

/**
 * The language of the UI.
 */
export type Language = "zh" | "en";

/**
 * The last 200 calls of this run, newest first. They are kept in memory only.
 */
export type LastCalls = { 
/**
 * The calls.
 */
calls: Array<NumberedCall>, 
/**
 * How long the middle one took, in ms.
 */
medianMs: number | null, 
/**
 * How many failed.
 */
failed: number, 
/**
 * How many were slow.
 */
slow: number, };

/**
 * What an account may do without being stopped or asked.
 */
export type Limits = { 
/**
 * Most that orders and payments of one day may come to; any sum when `None`.
 */
daily: Money | null, 
/**
 * A sum above this wants an explicit yes; none does when `None`.
 */
confirmAbove: Money | null, 
/**
 * The same goods to the same address are asked about for so many hours; 0 never asks.
 */
duplicateHours: number, };

/**
 * Why a line takes no claim.
 */
export type LineBlock = { "is": "caseOpen", 
/**
 * The case.
 */
caseId: CaseId, } | { "is": "nothingLeft" } | { "is": "refused", 
/**
 * Its words.
 */
said: string | null, };

/**
 * What is asked for one line.
 */
export type LineClaim = { 
/**
 * The line.
 */
lineId: OrderLineId, 
/**
 * The amount asked back for it.
 */
amount: Money, };

/**
 * Why a quantity cannot be ordered. `sku_id` is `None` when it concerns the offer as a whole.
 */
export type LineFault = { "kind": "nothing" } | { "kind": "zeroQuantity", 
/**
 * The SKU.
 */
skuId: SkuId, } | { "kind": "noSuchSku", 
/**
 * The SKU.
 */
skuId: SkuId, } | { "kind": "noPrice", 
/**
 * The SKU.
 */
skuId: SkuId, } | { "kind": "soldOut", 
/**
 * The SKU.
 */
skuId: SkuId, } | { "kind": "aboveStock", 
/**
 * The SKU.
 */
skuId: SkuId, 
/**
 * Pieces there are.
 */
stock: number, } | { "kind": "belowMinimum", 
/**
 * The seller's minimum over the whole offer.
 */
moq: number, 
/**
 * Pieces picked.
 */
picked: number, } | { "kind": "tooMuch" } | { "kind": "offSale" };

/**
 * What may be claimed for a line.
 */
export type LineTerms = { 
/**
 * The line.
 */
lineId: OrderLineId, 
/**
 * What was paid for it.
 */
paid: Money | null, 
/**
 * What came back for it before.
 */
refunded: Money, 
/**
 * Least that may be asked.
 */
least: Money, 
/**
 * Most that may be asked; `None` where nobody knows.
 */
most: Money | null, 
/**
 * All of it or nothing.
 */
wholeOnly: boolean, 
/**
 * The platform's hint on the amount.
 */
tip: string | null, 
/**
 * Why it takes no claim.
 */
blocked: LineBlock | null, };

/**
 * The offer that a link names.
 */
export type LinkTarget = { 
/**
 * Where.
 */
platform: Platform, 
/**
 * The offer.
 */
offerId: OfferId, };

/**
 * An amount in minor units (fen). Crosses every boundary as `{"minor":"4100","currency":"CNY"}`, minor units as text.
 */
export type Money = { minor: string; currency: "CNY" };

/**
 * Cheaper prices that a few more pieces would reach.
 */
export type NextTier = { 
/**
 * Pieces missing.
 */
missing: number, 
/**
 * Price per piece there.
 */
price: Money, 
/**
 * What that many pieces would cost in all.
 */
sum: Money, };

/**
 * An order that was not sent for payment.
 */
export type NotPaid = { 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * Why.
 */
error: CommandError, };

/**
 * A request without arguments.
 */
export type Nothing = Record<symbol, never>;

/**
 * One notice.
 */
export type Notice = { 
/**
 * Its id: the change of the history, or the message, that it tells of.
 */
noticeId: string, 
/**
 * What it is about.
 */
kind: NoticeKind, 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * Title of the order's first line.
 */
title: string, 
/**
 * The sum before, for a price.
 */
was: Money | null, 
/**
 * The sum since, for a price.
 */
is: Money | null, 
/**
 * The status since, for a status.
 */
status: OrderStatus | null, 
/**
 * The status of the case since, for after-sales.
 */
afterSales: CaseStatus | null, 
/**
 * The case that it is about, when this desk knows it.
 */
caseId: CaseId | null, 
/**
 * What was said there, as it came.
 */
said: string | null, 
/**
 * Whether the order is still to be paid.
 */
unpaid: boolean, 
/**
 * When this desk saw it.
 */
at: EpochMs, 
/**
 * What had it read.
 */
source: ChangeSource, 
/**
 * Whether the user read it.
 */
read: boolean, };

/**
 * What a notice is about.
 */
export type NoticeKind = "priceRose" | "priceFell" | "statusChanged" | "afterSales" | "caseMessage";

/**
 * `notice_list`: what changed of orders without the user's doing, newest first.
 */
export type NoticeList = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only these kinds; empty for all.
 */
kinds: Array<NoticeKind>, 
/**
 * Only those that were not read.
 */
unreadOnly: boolean, 
/**
 * Cursor of the page before.
 */
after: string | null, 
/**
 * Rows wanted, at most 200.
 */
limit: number, };

/**
 * `notice_mark`: the user read a notice.
 */
export type NoticeMark = { 
/**
 * The notice; all when left out.
 */
noticeId: string | null, };

/**
 * A page of notices.
 */
export type NoticePage = { 
/**
 * The notices.
 */
rows: Array<Notice>, 
/**
 * Cursor of the next page.
 */
next: string | null, 
/**
 * Unread ones of the account, whatever kinds are wanted; not counted past a thousand.
 */
unread: number, };

/**
 * `notice_read`: the user read a notice.
 */
export type NoticeRead = { 
/**
 * The notice.
 */
noticeId: string, };

/**
 * One of the last calls.
 */
export type NumberedCall = { 
/**
 * Its number in this run.
 */
callId: number, 
/**
 * The call.
 */
call: CallLine, };

/**
 * An offer with all it needs to be ordered.
 */
export type Offer = { 
/**
 * Where it is sold.
 */
platform: Platform, 
/**
 * Its id there.
 */
offerId: OfferId, 
/**
 * Its title.
 */
title: Text, 
/**
 * Its page on the platform, checked against the link allow-list.
 */
pageUrl: string | null, 
/**
 * Keys of its pictures.
 */
pictures: Array<string>, 
/**
 * Its category.
 */
categoryId: CategoryId | null, 
/**
 * Who sells it.
 */
seller: Seller, 
/**
 * How SKUs differ; empty when there is a single SKU.
 */
dimensions: Array<Dimension>, 
/**
 * What can be ordered.
 */
skus: Array<Sku>, 
/**
 * Prices by quantity (1688); empty elsewhere.
 */
tiers: Array<Tier>, 
/**
 * Smallest quantity of one order of this offer; 1 when the platform names none.
 */
moq: number, 
/**
 * The selling unit as the platform words it.
 */
unit: string | null, 
/**
 * Named properties (material, …).
 */
attributes: Array<[string, string]>, 
/**
 * Pieces sold lately.
 */
sold: number | null, 
/**
 * Share of buyers that buy again, in percent.
 */
repurchasePercent: number | null, 
/**
 * Hours until the seller ships.
 */
shipsInHours: number | null, 
/**
 * False when the platform says it is off sale.
 */
onSale: boolean, };

/**
 * Taobao `itemId` or 1688 `offerId`.
 */
export type OfferId = string;

/**
 * One page of results of one platform.
 */
export type OfferPage = { 
/**
 * Where.
 */
platform: Platform, 
/**
 * What was searched.
 */
query: SearchQuery, 
/**
 * The offers, in the platform's order.
 */
offers: Array<OfferSummary>, 
/**
 * This page, from 1.
 */
page: number, 
/**
 * Results in all, when the platform says so.
 */
total: number | null, 
/**
 * Results of this page that could not be read; they are not among the offers.
 */
unreadable: number, 
/**
 * Whether another page may follow.
 */
hasMore: boolean, 
/**
 * False when the platform could not sort as asked.
 */
sorted: boolean, 
/**
 * When PandaPon told it.
 */
readAt: EpochMs, 
/**
 * Taken from this desk.
 */
offline: boolean, };

/**
 * `offer_price`: prices a selection, without the net.
 */
export type OfferPrice = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The offer, shown before.
 */
offerId: OfferId, 
/**
 * What was picked.
 */
picked: Array<Picked>, 
/**
 * The dimension that names the columns of the table in which they were picked, for sums by row.
 */
across: number | null, };

/**
 * `offer_show`.
 */
export type OfferShow = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The offer.
 */
offerId: OfferId, 
/**
 * Ask PandaPon; else answer from this desk when it was read in the last 10 minutes.
 */
refresh: boolean, };

/**
 * An offer as a search result shows it.
 */
export type OfferSummary = { 
/**
 * Where it is sold.
 */
platform: Platform, 
/**
 * Its id there.
 */
offerId: OfferId, 
/**
 * Its title.
 */
title: Text, 
/**
 * Key of its picture, for the picture protocol.
 */
picture: string | null, 
/**
 * The price shown first, per piece. `None` when the platform names none.
 */
price: Money | null, 
/**
 * The price before a promotion, when there is one.
 */
listPrice: Money | null, 
/**
 * Smallest quantity that can be ordered, when the result says so.
 */
moq: number | null, 
/**
 * Pieces sold lately, when the result says so.
 */
sold: number | null, 
/**
 * Share of buyers that buy again, in percent.
 */
repurchasePercent: number | null, 
/**
 * Hours until the seller ships, when he promises it.
 */
shipsInHours: number | null, 
/**
 * The seller's name.
 */
sellerName: string | null, 
/**
 * Stock over all SKUs, when the result says so.
 */
stock: number | null, 
/**
 * How like the searched picture it is, in percent, when the platform says so.
 */
matchPercent: number | null, };

/**
 * An offer with what this desk knows of it.
 */
export type OfferView = { 
/**
 * The offer.
 */
offer: Offer, 
/**
 * Prices seen on this desk, oldest first; a point only where the price changed.
 */
pricesSeen: Array<PricePoint>, 
/**
 * When PandaPon told it.
 */
readAt: EpochMs, 
/**
 * Taken from this desk because PandaPon could not be asked.
 */
offline: boolean, 
/**
 * Why it could not be asked.
 */
failed: CommandError | null, };

/**
 * What became of one call.
 */
export type OpenedCase = { 
/**
 * The outbox operation.
 */
operation: Operation, 
/**
 * The case that it made, as far as known.
 */
caseId: CaseId | null, 
/**
 * Why it did not go well.
 */
error: CommandError | null, };

/**
 * An operation as the outbox shows it.
 */
export type Operation = { 
/**
 * Its id.
 */
operationId: OperationId, 
/**
 * The account it acts for.
 */
accountId: AccountId, 
/**
 * What it does.
 */
kind: OperationKind, 
/**
 * Where, when it concerns one platform.
 */
platform: Platform | null, 
/**
 * The orders it concerns or made.
 */
orderIds: Array<OrderId>, 
/**
 * Seller or receiver in words, for the list.
 */
subject: string, 
/**
 * Pieces, when it places an order.
 */
pieces: number | null, 
/**
 * The sum it moves, when it does.
 */
amount: Money | null, 
/**
 * How far it is.
 */
state: OperationState, 
/**
 * What Pondesk does with it now.
 */
standing: Standing, 
/**
 * What the user may decide about it now.
 */
choices: Array<Choice>, 
/**
 * When it was written down.
 */
writtenAt: EpochMs, 
/**
 * Its last step.
 */
last: OperationStep, 
/**
 * The operation that the user had sent again as this one.
 */
againOf: OperationId | null, 
/**
 * The operation as which the user had this one sent again.
 */
sentAgainAs: OperationId | null, };

/**
 * Section of the reference that an operation belongs to.
 */
export type OperationGroup = "taobaoGoods" | "taobaoCart" | "taobaoOrders" | "taobaoAfterSales" | "alibaba1688Goods" | "alibaba1688Marketing" | "alibaba1688Cart" | "alibaba1688Orders" | "alibaba1688AfterSales" | "base" | "warehouse";

/**
 * One outbox operation of this desk. Made here (ULID, so ids sort by time).
 */
export type OperationId = string;

/**
 * What an operation does.
 */
export type OperationKind = "createOrder" | "payOrders" | "handInVoucher" | "cancelOrder" | "confirmReceipt" | "saveAddress" | "openCase" | "modifyCase" | "withdrawCase" | "messageCase" | "sendBack" | "call";

/**
 * Method and path of an operation.
 */
export type OperationPlace = { 
/**
 * Method.
 */
method: HttpMethod, 
/**
 * Path below the base URL, with `{name}` placeholders.
 */
path: string, };

/**
 * One row of the operation table.
 */
export type OperationRow = { 
/**
 * Its operation id.
 */
operation: string, 
/**
 * What it is for, one line in English.
 */
meaning: string, 
/**
 * Section of the reference.
 */
group: OperationGroup, 
/**
 * Title in the reference.
 */
title: string, 
/**
 * Where edition v1 has it.
 */
v1: OperationPlace, 
/**
 * Where edition v2 has it; `None` when that edition dropped it.
 */
v2: OperationPlace | null, 
/**
 * How much of it was seen.
 */
sureness: Sureness, 
/**
 * Whether its path was seen; else the path is a guess.
 */
pathSeen: boolean, 
/**
 * Whether sending it twice does no harm.
 */
repeatable: boolean, 
/**
 * Whether it changes something at PandaPon.
 */
changes: boolean, 
/**
 * True for what only one language edition of the reference lists, outside the 71.
 */
extra: boolean, 
/**
 * Where the account sends it now; `None` when its edition does not have it.
 */
place: OperationPlace | null, 
/**
 * True when the account overrides the table.
 */
overridden: boolean, };

/**
 * How far an operation is.
 */
export type OperationState = "ready" | "sending" | "done" | "rejected" | "unknown" | "dropped";

/**
 * One step in the life of an operation.
 */
export type OperationStep = { 
/**
 * The state it went into, or stayed in.
 */
state: OperationState, 
/**
 * When.
 */
at: EpochMs, 
/**
 * What it was, where the state does not say all.
 */
event: StepEvent | null, 
/**
 * What a look found.
 */
found: Found | null, 
/**
 * The command error code or platform code behind it, when it failed.
 */
code: string | null, 
/**
 * What PandaPon said, as it said it.
 */
said: string | null, 
/**
 * The call.
 */
requestId: RequestId | null, };

/**
 * An operation with its story.
 */
export type OperationView = { 
/**
 * The operation.
 */
operation: Operation, 
/**
 * Every step, oldest first.
 */
steps: Array<OperationStep>, 
/**
 * PandaPon's method and path.
 */
requestLine: string, 
/**
 * What was or would be sent, as JSON text; no secret is in it.
 */
request: string, 
/**
 * What came back, as it came, when anything did.
 */
answer: string | null, 
/**
 * What the user was asked before it was sent, and said yes to.
 */
consents: Array<Consent>, };

/**
 * An order, as it was last read.
 */
export type Order = { 
/**
 * This desk's id of it.
 */
orderId: OrderId, 
/**
 * The account it was bought with.
 */
accountId: AccountId, 
/**
 * Where it was bought.
 */
platform: Platform, 
/**
 * PandaPon's id: what people copy and quote.
 */
platformOrderId: PlatformOrderId, 
/**
 * Taobao's `purchaseOrderId`, which pay and cancel want.
 */
purchaseOrderId: PlatformOrderId | null, 
/**
 * The platform's own number of a Taobao order (`salesOrderId`), which pushed messages name and sellers quote.
 */
salesOrderId: PlatformOrderId | null, 
/**
 * The number this desk gave it (Taobao `sellerOrderNumber`), when it was sent along.
 */
outerId: string | null, 
/**
 * Where it stands.
 */
status: OrderStatus, 
/**
 * The seller's name.
 */
sellerName: string | null, 
/**
 * Its lines.
 */
lines: Array<OrderLine>, 
/**
 * Sum of goods.
 */
goods: Money | null, 
/**
 * Freight in China.
 */
freight: Money | null, 
/**
 * What the seller took off; positive lowers the sum.
 */
discount: Money | null, 
/**
 * All that is to be paid.
 */
total: Money | null, 
/**
 * When it was placed.
 */
placedAt: EpochMs | null, 
/**
 * The payment.
 */
payment: Payment, 
/**
 * Receiver in words, as the platform told.
 */
receiver: string | null, 
/**
 * Its parcels.
 */
parcels: Array<Parcel>, 
/**
 * Why it was closed, in the platform's word.
 */
closedReason: string | null, };

/**
 * What became of one operation on an order: the order as read back, and the operation.
 */
export type OrderActed = { 
/**
 * The outbox operation.
 */
operation: Operation, 
/**
 * Why it did not go well.
 */
error: CommandError | null, };

/**
 * What the user may do with an order now.
 */
export type OrderAction = "pay" | "voucher" | "cancel" | "confirmReceipt";

/**
 * `order_broken`: orders that could not be read.
 */
export type OrderBroken = { 
/**
 * Only this account.
 */
accountId: AccountId | null, };

/**
 * `order_cancel`.
 */
export type OrderCancel = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * Why, in words.
 */
reason: string, };

/**
 * `order_confirm`: confirms that an order's goods arrived (1688); the money goes to the seller.
 */
export type OrderConfirm = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, };

/**
 * `order_counts`: how many orders of a filter stand in each stage, whatever stages it names. Needs no net.
 */
export type OrderCounts = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only this platform.
 */
platform: Platform | null, 
/**
 * What was typed, as in `order_list`.
 */
words: string, };

/**
 * `order_export`: writes the orders of a filter or a selection to a file. Needs no net.
 */
export type OrderExport = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only these stages; empty for all.
 */
stages: Array<OrderStage>, 
/**
 * Only this platform.
 */
platform: Platform | null, 
/**
 * What the search box says, as in `order_list`.
 */
words: string, 
/**
 * How they are sorted.
 */
sort: OrderSort, 
/**
 * These alone, in this order; empty for all that the filter lets through.
 */
orders: Array<OrderRef>, 
/**
 * The file.
 */
format: ExportFormat, 
/**
 * What one row is.
 */
rows: ExportRows, 
/**
 * The language of titles and of words that are Pondesk's own.
 */
language: Language, };

/**
 * A file that the user put to an order.
 */
export type OrderFile = { 
/**
 * SHA-256 of its bytes, hex.
 */
sha256: string, 
/**
 * Its own name.
 */
fileName: string, 
/**
 * `image/jpeg`, `image/png`, `image/webp` or `application/pdf`, read from the bytes.
 */
mediaType: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * When it was kept.
 */
keptAt: EpochMs, };

/**
 * `order_file_add`: puts a file to an order that the user gave.
 */
export type OrderFileAdd = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * The file, as it was taken: a picture or a PDF.
 */
fileId: string, };

/**
 * A file that is kept beside an order: `order_file_drop` takes it away, `order_file_copy` makes a copy to save elsewhere.
 */
export type OrderFileRef = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * SHA-256 of its bytes, hex.
 */
sha256: string, };

/**
 * `order_filter_drop`: takes a saved filter away.
 */
export type OrderFilterDrop = { 
/**
 * Its name.
 */
name: string, };

/**
 * The parts of a typed filter: each a chip, or a word.
 */
export type OrderFilterParts = { 
/**
 * The parts, in their order.
 */
parts: Array<FilterPart>, };

/**
 * `order_filter_read`: what a typed filter consists of.
 */
export type OrderFilterRead = { 
/**
 * What was typed.
 */
text: string, };

/**
 * An order as this desk keeps it: platform and platform order id, `taobao:…` or `1688:…`, unique per account.
 */
export type OrderId = string;

/**
 * One line of an order.
 */
export type OrderLine = { 
/**
 * The platform's id of it.
 */
lineId: OrderLineId, 
/**
 * The offer.
 */
offerId: OfferId, 
/**
 * The SKU.
 */
skuId: SkuId | null, 
/**
 * Title as it was bought.
 */
title: string, 
/**
 * Variant in words.
 */
variant: string | null, 
/**
 * Key of its picture.
 */
picture: string | null, 
/**
 * Pieces.
 */
quantity: number, 
/**
 * Price per piece.
 */
unitPrice: Money | null, 
/**
 * What the line costs.
 */
sum: Money | null, 
/**
 * Its own status, which may lag or lead the order's.
 */
status: OrderStatus | null, 
/**
 * The state of its after-sales case in the platform's word.
 */
afterSales: string | null, };

/**
 * A line of an order: Taobao `subPurchaseOrderId`, 1688 `subItemIDString`.
 */
export type OrderLineId = string;

/**
 * `order_list`: orders of this desk. Needs no net.
 */
export type OrderList = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only these stages; empty for all.
 */
stages: Array<OrderStage>, 
/**
 * Only this platform.
 */
platform: Platform | null, 
/**
 * What was typed: conditions such as `status:shipped tag:vip >500`, and words or parts of numbers. A condition that is
 * typed goes before the fields above.
 */
words: string, 
/**
 * How they are sorted.
 */
sort: OrderSort, 
/**
 * Cursor of the page before.
 */
after: string | null, 
/**
 * Rows wanted, at most 200.
 */
limit: number, };

/**
 * How long a list is, and where its pages begin.
 */
export type OrderMarks = { 
/**
 * Orders of the list.
 */
total: number, 
/**
 * Cursors for `after`: page `n`, counted from 0, is behind the one before it in this list.
 */
cursors: Array<string>, };

/**
 * `order_marks`: how long a list is, and where its pages begin. Needs no net.
 */
export type OrderMarksAsked = { 
/**
 * As in `order_list`.
 */
accountId: AccountId | null, 
/**
 * As in `order_list`.
 */
stages: Array<OrderStage>, 
/**
 * As in `order_list`.
 */
platform: Platform | null, 
/**
 * As in `order_list`.
 */
words: string, 
/**
 * As in `order_list`.
 */
sort: OrderSort, 
/**
 * Rows of a page, at least 50.
 */
every: number, };

/**
 * `order_names`: tags and clients that are in use, the most used first.
 */
export type OrderNames = { 
/**
 * Tags.
 */
tags: Array<UsedName>, 
/**
 * Clients.
 */
clients: Array<UsedName>, };

/**
 * `order_own_edit`: changes what the user keeps beside orders. What is not given stays.
 */
export type OrderOwnEdit = { 
/**
 * The orders.
 */
orders: Array<OrderRef>, 
/**
 * The note; empty takes it away.
 */
note: string | null, 
/**
 * The client; empty takes it away.
 */
client: string | null, 
/**
 * Tags to put.
 */
addTags: Array<string>, 
/**
 * Tags to take away.
 */
removeTags: Array<string>, };

/**
 * What an edit changed.
 */
export type OrderOwnEdited = { 
/**
 * Orders that are different now.
 */
orders: Array<OrderRef>, };

/**
 * A page of orders.
 */
export type OrderPage = { 
/**
 * The rows.
 */
rows: Array<OrderRow>, 
/**
 * Cursor of the next page.
 */
next: string | null, 
/**
 * Counts over the account and platform, whatever stage is chosen.
 */
counts: Array<StageCount>, 
/**
 * Orders kept in all, same scope.
 */
total: number, 
/**
 * The oldest order kept.
 */
since: EpochMs | null, 
/**
 * When the order list was last read from PandaPon.
 */
readAt: EpochMs | null, };

/**
 * `order_pay`: pays orders after a fresh read of each. Orders of 1688 go in one batch.
 */
export type OrderPay = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The orders.
 */
orders: Array<OrderToPay>, 
/**
 * The sum that the user said yes to, where it is above the amount from which he wants to be asked.
 */
confirmed: Money | null, 
/**
 * Which of them rose since they were first known and were looked at by the user; one that rose is paid with others
 * only then.
 */
lookedAt: Array<OrderId>, };

/**
 * One order of an account.
 */
export type OrderRef = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, };

/**
 * `order_refresh`: reads the newest orders of both platforms.
 */
export type OrderRefresh = { 
/**
 * The account.
 */
accountId: AccountId, };

/**
 * `order_refresh_some`: reads these orders anew, each by itself.
 */
export type OrderRefreshSome = { 
/**
 * The orders, 200 at most.
 */
orders: Array<OrderRef>, };

/**
 * What a refresh found.
 */
export type OrderRefreshed = { 
/**
 * Orders read.
 */
read: number, 
/**
 * Of them changed or new.
 */
changed: number, 
/**
 * A platform that could not be read, or not wholly, and why; all else was read all the same.
 */
failed: Array<PlatformFailure>, };

/**
 * An order as the list shows it.
 */
export type OrderRow = { 
/**
 * This desk's id of it.
 */
orderId: OrderId, 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * PandaPon's id.
 */
platformOrderId: PlatformOrderId, 
/**
 * Title of its first line.
 */
title: string, 
/**
 * Lines beyond the first.
 */
moreLines: number, 
/**
 * Key of the first line's picture.
 */
picture: string | null, 
/**
 * The seller.
 */
sellerName: string | null, 
/**
 * Pieces.
 */
pieces: number, 
/**
 * The sum.
 */
total: Money | null, 
/**
 * The sum before it last changed, when it changed since the order was placed.
 */
wasTotal: Money | null, 
/**
 * The sum that it had at first, where it is to be paid and costs more now: paid with others only after a look.
 */
roseFrom: Money | null, 
/**
 * Where it stands.
 */
status: OrderStatus, 
/**
 * Whether a line of it has an after-sales case.
 */
afterSales: boolean, 
/**
 * The user's tags.
 */
tags: Array<string>, 
/**
 * For whom it was bought.
 */
client: string | null, 
/**
 * Whether the user noted something.
 */
hasNote: boolean, 
/**
 * What may be done with it.
 */
actions: Array<OrderAction>, 
/**
 * When it was placed.
 */
placedAt: EpochMs | null, 
/**
 * When PandaPon last told it.
 */
readAt: EpochMs, };

/**
 * `order_sheet`: an order as a PDF to print. Needs no net.
 */
export type OrderSheet = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * The language of the page.
 */
language: Language, };

/**
 * `order_show`.
 */
export type OrderShow = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * Ask PandaPon first.
 */
refresh: boolean, };

/**
 * How orders are sorted.
 */
export type OrderSort = "newest" | "oldest" | "totalHigh" | "totalLow";

/**
 * Where an order stands, in words both platforms share.
 */
export type OrderStage = "building" | "toPay" | "voucherInReview" | "voucherRefused" | "paymentUnderWay" | "toShip" | "shipped" | "received" | "completed" | "closed" | "unknown";

/**
 * A status as the platform said it, with its meaning when that is known.
 */
export type OrderStatus = { 
/**
 * The platform's own word or code.
 */
raw: string, 
/**
 * What it means.
 */
stage: OrderStage, };

/**
 * An order to pay, with the sum that the user saw.
 */
export type OrderToPay = { 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * The sum that the user agreed to.
 */
total: Money, };

/**
 * An order with its story.
 */
export type OrderView = { 
/**
 * The order.
 */
order: Order, 
/**
 * What may be done with it.
 */
actions: Array<OrderAction>, 
/**
 * The sum before it last changed, when it changed since the order was placed.
 */
wasTotal: Money | null, 
/**
 * As [`OrderRow::rose_from`].
 */
roseFrom: Money | null, 
/**
 * What changed, newest first.
 */
changes: Array<Change>, 
/**
 * Its vouchers, newest first.
 */
vouchers: Array<Voucher>, 
/**
 * Largest file that is handed in as a voucher, in bytes.
 */
mostVoucherBytes: number, 
/**
 * What was done with it from this desk, newest first.
 */
operations: Array<Operation>, 
/**
 * What the user keeps beside it.
 */
own: OwnData, 
/**
 * When PandaPon last told it.
 */
readAt: EpochMs, 
/**
 * Taken from this desk because PandaPon could not be asked.
 */
offline: boolean, 
/**
 * Why it could not be asked.
 */
failed: CommandError | null, };

/**
 * `order_voucher`: keeps a voucher on this desk and hands it in (Taobao).
 */
export type OrderVoucher = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * The file, from `FileRef`.
 */
fileId: string, 
/**
 * Words to finance.
 */
remark: string | null, 
/**
 * A link to the file, where the connection wants one.
 */
link: string | null, };

/**
 * How many outbox operations are in which state.
 */
export type OutboxCounts = { 
/**
 * Written down, not sent.
 */
ready: number, 
/**
 * Sent, no answer yet.
 */
sending: number, 
/**
 * May have happened.
 */
unknown: number, };

/**
 * `outbox_list`: operations, newest first, those that need time or the user before all others.
 */
export type OutboxList = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Rows wanted of those that are over, at most 200.
 */
limit: number, };

/**
 * `outbox_look`: reads PandaPon now, to find out what became of an operation.
 */
export type OutboxLook = { 
/**
 * The operation.
 */
operationId: OperationId, };

/**
 * `outbox_resolve`: a decision about an operation that needs one.
 */
export type OutboxResolve = { 
/**
 * The operation.
 */
operationId: OperationId, 
/**
 * The decision.
 */
resolution: Resolution, };

/**
 * What became of a decision.
 */
export type OutboxResolved = { 
/**
 * The operation, or the one that it was sent again as.
 */
operation: Operation, 
/**
 * Why that one did not go well.
 */
error: CommandError | null, };

/**
 * `outbox_show`.
 */
export type OutboxShow = { 
/**
 * The operation.
 */
operationId: OperationId, };

/**
 * Operations by how far they are.
 */
export type OutboxView = { 
/**
 * Unknown: may have happened.
 */
unknown: Array<Operation>, 
/**
 * Never sent, and not by itself any more: the user decides.
 */
unsent: Array<Operation>, 
/**
 * Ready or sending.
 */
underWay: Array<Operation>, 
/**
 * Done, rejected or dropped, newest first.
 */
over: Array<Operation>, };

/**
 * What the user keeps beside an order.
 */
export type OwnData = { 
/**
 * A note.
 */
note: string | null, 
/**
 * Tags, in the order in which they were put.
 */
tags: Array<string>, 
/**
 * For whom it was bought.
 */
client: string | null, 
/**
 * Files, newest first.
 */
files: Array<OrderFile>, 
/**
 * When any of it was last changed.
 */
editedAt: EpochMs | null, };

/**
 * What an evidence pack is.
 */
export type PackForm = "zip" | "pdf";

/**
 * Names a file that is made here.
 */
export type PaperRef = { 
/**
 * Its id.
 */
paperId: string, };

/**
 * How far a file is.
 */
export type PaperState = "running" | "done" | "cancelled" | "failed";

/**
 * A file that is made here, until it is saved where the user wants it. It is gone when the desk is opened again.
 */
export type PaperView = { 
/**
 * Its id.
 */
paperId: string, 
/**
 * The name that it is offered under.
 */
fileName: string, 
/**
 * How far it is.
 */
state: PaperState, 
/**
 * Rows of it, orders or changes of sums, that are written so far.
 */
written: number, 
/**
 * All of them, where that is known beforehand.
 */
total: number | null, 
/**
 * Characters that no font of this computer has, each once; on the page something else stands in their place.
 */
unwritten: string, 
/**
 * Why it failed.
 */
error: CommandError | null, };

/**
 * A parcel inside China.
 */
export type Parcel = { 
/**
 * Carrier, as the platform names it.
 */
carrier: string | null, 
/**
 * Waybill number; the platform may write words here when no logistics is needed.
 */
waybill: string | null, };

/**
 * What became of a payment.
 */
export type PayResult = { 
/**
 * What was sent.
 */
operations: Array<Operation>, 
/**
 * What was paid.
 */
paid: Array<OrderId>, 
/**
 * What was not, and why.
 */
notPaid: Array<NotPaid>, 
/**
 * Which of the paid ones cost less than the user saw.
 */
fell: Array<SumFell>, };

/**
 * How far the payment is, as the platform told.
 */
export type Payment = { 
/**
 * When it was paid.
 */
paidAt: EpochMs | null, 
/**
 * Until when it may be paid.
 */
payBefore: EpochMs | null, };

/**
 * A SKU and how many of it.
 */
export type Picked = { 
/**
 * The SKU.
 */
skuId: SkuId, 
/**
 * Pieces.
 */
quantity: number, };

/**
 * One operation sent elsewhere than the operation table says: for a path that was guessed and turned out otherwise.
 */
export type PlaceOverride = { 
/**
 * Its operation id, such as `taobaoGetOrder`.
 */
operation: string, 
/**
 * The method; the table's when `None`.
 */
method: HttpMethod | null, 
/**
 * Path below the base URL, with the placeholders of the table's; the table's when `None`.
 */
path: string | null, };

/**
 * What became of a checkout.
 */
export type PlaceResult = { 
/**
 * Orders that were sent.
 */
placed: Array<Placed>, 
/**
 * A fresh look differed from what the user saw: nothing of these orders was sent. The new preview has the shifts.
 */
changed: CheckoutPreview | null, };

/**
 * What became of one order of a preview.
 */
export type Placed = { 
/**
 * Key of the order in its preview.
 */
key: string, 
/**
 * The outbox operation; its state says how it went and `orderIds` what was made.
 */
operation: Operation, 
/**
 * The sum that the user saw, when it fell until the order was sent.
 */
was: Money | null, 
/**
 * Why it did not go well.
 */
error: CommandError | null, };

/**
 * The platform an offer, a cart line or an order belongs to.
 */
export type Platform = "taobao" | "1688";

/**
 * An after-sales case as PandaPon numbers it: `refundId`.
 */
export type PlatformCaseId = string;

/**
 * A platform that could not be read.
 */
export type PlatformFailure = { 
/**
 * Which.
 */
platform: Platform, 
/**
 * Why.
 */
error: CommandError, };

/**
 * An order as PandaPon numbers it: Taobao `orderId`, 1688 `idOfStr`.
 */
export type PlatformOrderId = string;

/**
 * How far the orders of an account on one platform are fetched.
 */
export type PlatformSync = { 
/**
 * Where.
 */
platform: Platform, 
/**
 * Something is being fetched now.
 */
running: boolean, 
/**
 * When the first fill was back at the first order; `None` before that.
 */
filledAt: EpochMs | null, 
/**
 * The first fill waits for the user.
 */
paused: boolean, 
/**
 * Orders that the first fill has read.
 */
read: number, 
/**
 * Orders that there are, as the platform told.
 */
total: number | null, 
/**
 * Orders a minute, while the first fill goes on.
 */
perMinute: number | null, 
/**
 * Seconds that the first fill still takes, as fast as it goes now.
 */
secondsLeft: number | null, 
/**
 * When the newest orders were last read.
 */
listReadAt: EpochMs | null, 
/**
 * Open orders: looked at every few minutes.
 */
open: number, 
/**
 * Of them those that want to be looked at now.
 */
due: number, 
/**
 * The oldest word on any open order.
 */
oldestOpen: EpochMs | null, 
/**
 * Orders that could not be read, see `order_broken`.
 */
broken: number, 
/**
 * Left alone until then.
 */
heldUntil: EpochMs | null, 
/**
 * Why.
 */
error: CommandError | null, };

/**
 * A checkout preview that the user looked at. Made here (ULID).
 */
export type PreviewId = string;

/**
 * One line of a previewed order.
 */
export type PreviewLine = { 
/**
 * The cart record it comes from.
 */
cartLineId: CartLineId, 
/**
 * The offer.
 */
offerId: OfferId, 
/**
 * The SKU.
 */
skuId: SkuId, 
/**
 * Title.
 */
title: string, 
/**
 * Variant in words.
 */
variant: string | null, 
/**
 * Key of its picture.
 */
picture: string | null, 
/**
 * Pieces.
 */
quantity: number, 
/**
 * Price per piece now.
 */
unitPrice: Money, 
/**
 * What the line costs.
 */
sum: Money, };

/**
 * One order as it would be placed: one seller's lines. Kept with the operation that places it; what an earlier Pondesk
 * did not write down there has a default.
 */
export type PreviewOrder = { 
/**
 * Names it within its preview.
 */
key: string, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The seller.
 */
sellerId: SellerId, 
/**
 * The seller's name.
 */
sellerName: string, 
/**
 * Its lines.
 */
lines: Array<PreviewLine>, 
/**
 * Goods.
 */
goods: Money, 
/**
 * Freight in China.
 */
freight: Money, 
/**
 * What is charged beside goods and freight.
 */
serviceFee: Money, 
/**
 * Taken off; positive lowers the sum.
 */
discount: Money, 
/**
 * All that would be paid.
 */
total: Money, 
/**
 * Prices that moved since the user last saw them.
 */
shifts: Array<PriceShift>, 
/**
 * Sums that moved since the user last saw them; a cart tells none of them, an earlier preview does.
 */
sumShifts: Array<SumShift>, 
/**
 * Quantities that are not those the user saw.
 */
quantityShifts: Array<QuantityShift>, 
/**
 * The same goods to the same address, ordered a short while ago.
 */
duplicates: Array<Duplicate>, 
/**
 * What stands in the way; empty when it can be placed.
 */
problems: Array<Problem>, };

/**
 * One change of a sum.
 */
export type PriceChange = { 
/**
 * Its place in the history.
 */
changeId: string, 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * Title of the line, or of the order's first.
 */
title: string, 
/**
 * Key of its picture.
 */
picture: string | null, 
/**
 * What changed.
 */
field: PriceField, 
/**
 * The line, for a price per piece.
 */
lineId: OrderLineId | null, 
/**
 * Pieces of that line.
 */
quantity: number, 
/**
 * Before.
 */
was: Money, 
/**
 * Since.
 */
is: Money, 
/**
 * What it costs: positive makes dearer.
 */
effect: Money, 
/**
 * Whether the order is still to be paid.
 */
unpaid: boolean, 
/**
 * When this desk read it from PandaPon: confirmed.
 */
seenAt: EpochMs, 
/**
 * What had it read.
 */
source: ChangeSource, 
/**
 * The call.
 */
requestId: RequestId | null, 
/**
 * The message that had it read, and when PandaPon says that it was pushed.
 */
message: SaidBy | null, };

/**
 * A page of changes of sums.
 */
export type PriceChangePage = { 
/**
 * The changes.
 */
rows: Array<PriceChange>, 
/**
 * Cursor of the next page.
 */
next: string | null, 
/**
 * How many changes the filter lets through.
 */
changes: number, 
/**
 * What the totals of the filter rose by, in sum.
 */
rose: Money, 
/**
 * What they fell by, in sum; positive.
 */
fell: Money, };

/**
 * `price_changes`: changes of sums, newest first.
 */
export type PriceChanges = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only of this order.
 */
orderId: OrderId | null, 
/**
 * Only what makes dearer.
 */
risesOnly: boolean, 
/**
 * Only of orders that are still to be paid.
 */
unpaidOnly: boolean, 
/**
 * Only since then.
 */
since: EpochMs | null, 
/**
 * Cursor of the page before.
 */
after: string | null, 
/**
 * Rows wanted, at most 200.
 */
limit: number, };

/**
 * `price_export`: writes changes of sums to a file, newest first. Needs no net.
 */
export type PriceExport = { 
/**
 * Only this account.
 */
accountId: AccountId | null, 
/**
 * Only of this order.
 */
orderId: OrderId | null, 
/**
 * Only what makes dearer.
 */
risesOnly: boolean, 
/**
 * Only of orders that are still to be paid.
 */
unpaidOnly: boolean, 
/**
 * Only since then.
 */
since: EpochMs | null, 
/**
 * The file.
 */
format: ExportFormat, 
/**
 * The language of titles and of words that are Pondesk's own.
 */
language: Language, };

/**
 * Which sum of an order changed.
 */
export type PriceField = "total" | "goods" | "freight" | "discount" | "unitPrice";

/**
 * A price that this desk saw.
 */
export type PricePoint = { 
/**
 * When.
 */
seenAt: EpochMs, 
/**
 * The lowest price per piece then.
 */
price: Money, };

/**
 * A price that moved since the user last saw it.
 */
export type PriceShift = { 
/**
 * The line.
 */
cartLineId: CartLineId, 
/**
 * Price per piece seen before.
 */
was: Money, 
/**
 * Price per piece now.
 */
is: Money, 
/**
 * Pieces.
 */
quantity: number, 
/**
 * Effect on the whole line; positive is dearer.
 */
effect: Money, };

/**
 * Why a previewed order cannot be placed.
 */
export type Problem = { 
/**
 * The line it concerns, or the whole order.
 */
cartLineId: CartLineId | null, 
/**
 * The platform's code.
 */
code: string | null, 
/**
 * The platform's own words.
 */
said: string | null, };

/**
 * A quantity that is not the one the user saw: the cart was changed elsewhere.
 */
export type QuantityShift = { 
/**
 * The line.
 */
cartLineId: CartLineId, 
/**
 * Pieces seen before.
 */
was: number, 
/**
 * Pieces now.
 */
is: number, };

/**
 * A reason for a claim, as the platform numbers it.
 */
export type ReasonId = string;

/**
 * `callback_settings_save`: what changes of where messages come in. What is left out stays as it is.
 */
export type ReceiverChange = { 
/**
 * Whether this desk listens while it is open.
 */
on?: boolean, 
/**
 * Address to listen on.
 */
host?: string, 
/**
 * Port to listen on.
 */
port?: number, 
/**
 * Where PandaPon reaches it; empty when it can't.
 */
publicUrl?: string, };

/**
 * Where messages come in.
 */
export type ReceiverSettings = { 
/**
 * Whether this desk listens while it is open.
 */
on: boolean, 
/**
 * Address to listen on: `127.0.0.1` for a proxy or tunnel on this computer, `0.0.0.0` for all.
 */
host: string, 
/**
 * Port to listen on.
 */
port: number, 
/**
 * Where PandaPon reaches it: `https://…`, without an account's path; empty until there is one.
 */
publicUrl: string, };

/**
 * How the receiver is.
 */
export type ReceiverStanding = { 
/**
 * The address that it listens on now, `host:port`.
 */
listening: string | null, 
/**
 * Why it does not, though it should.
 */
failure: CommandError | null, 
/**
 * What it turned away since it was opened.
 */
turnedAway: TurnedAway, 
/**
 * When PandaPon's console, or anybody who knew a path, last verified it.
 */
verifiedAt: EpochMs | null, };

/**
 * PandaPon's `requestId` of one call.
 */
export type RequestId = string;

/**
 * What the user decides about an operation.
 */
export type Resolution = { "choice": "sendAgain", 
/**
 * The sum that the user said yes to, where it is above the amount from which he wants to be asked.
 */
confirmed: Money | null, 
/**
 * Operations that ordered the same goods a short while ago, and beside which he wants this one.
 */
known: Array<OperationId>, } | { "choice": "drop" } | { "choice": "adopt", 
/**
 * The order.
 */
orderId: OrderId, };

/**
 * Why the database was replaced.
 */
export type RestoreCause = "asked" | "damaged" | "lost";

/**
 * A restore. It stays in `desk_status` until it was read.
 */
export type RestoreNotice = { 
/**
 * Its id.
 */
noticeId: string, 
/**
 * Why.
 */
cause: RestoreCause, 
/**
 * When.
 */
at: EpochMs, 
/**
 * The moment that the backup holds; `None` when there was none, and the desk started empty.
 */
backupMadeAt: EpochMs | null, 
/**
 * Where in the data folder the old file is; `None` when there was none.
 */
movedAside: string | null, 
/**
 * Orders that were first read after the backup; `None` when they cannot be counted.
 */
newerOrders: number | null, 
/**
 * Operations newer than the backup, carried over from the old file.
 */
operations: number, 
/**
 * Operations that are unknown since.
 */
unknown: number, 
/**
 * Whether accounts, operations and vouchers could all be read from the old file.
 */
allRead: boolean, 
/**
 * Whether orders were fetched again since.
 */
ordersFetched: boolean, };

/**
 * Where the seller wants the goods back.
 */
export type ReturnAddress = { 
/**
 * Who receives them.
 */
receiver: string | null, 
/**
 * A phone number.
 */
phone: string | null, 
/**
 * Street, city, province in one text.
 */
address: string | null, };

/**
 * A carrier that takes goods back.
 */
export type ReturnCarrier = { 
/**
 * Its code, as the platform wants it.
 */
code: string, 
/**
 * Its name.
 */
name: string, };

/**
 * How goods went back.
 */
export type ReturnShipment = { 
/**
 * The carrier's code; 1688 tells none.
 */
carrierCode: string | null, 
/**
 * The carrier, as the platform names it.
 */
carrier: string | null, 
/**
 * Waybill number.
 */
waybill: string | null, 
/**
 * What the buyer remarked.
 */
note: string | null, };

/**
 * What was picked of one row, when SKUs stand in a table.
 */
export type RowSum = { 
/**
 * Which row: the index of its value in each dimension but the one across.
 */
values: Array<number>, 
/**
 * Pieces.
 */
pieces: number, 
/**
 * Sum of goods.
 */
goods: Money, };

/**
 * The message that first said something.
 */
export type SaidBy = { 
/**
 * The message.
 */
callbackId: CallbackId, 
/**
 * When it was pushed, else when it came.
 */
at: EpochMs, };

/**
 * `order_filter_save`: a filter with a name.
 */
export type SavedFilter = { 
/**
 * Its name, 60 characters at most.
 */
name: string, 
/**
 * The filter as it is typed.
 */
text: string, };

/**
 * `search_image`.
 */
export type SearchImage = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The picture, from [`FileRef`].
 */
fileId: string, 
/**
 * Look only at this part.
 */
crop: Crop | null, 
/**
 * Page, from 1.
 */
page: number, };

/**
 * `search_keyword`.
 */
export type SearchKeyword = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * Where.
 */
platform: Platform, 
/**
 * The words.
 */
words: string, 
/**
 * Page, from 1.
 */
page: number, 
/**
 * Order of results.
 */
sort: SearchSort, };

/**
 * `search_last`: the last results of an account, from this desk.
 */
export type SearchLast = { 
/**
 * The account.
 */
accountId: AccountId, };

/**
 * `search_link`: reads a link, an id or a share text.
 */
export type SearchLink = { 
/**
 * What was typed or pasted.
 */
text: string, 
/**
 * Where a bare id is looked for; Taobao when left out.
 */
platform?: Platform, };

/**
 * What was searched.
 */
export type SearchQuery = { "kind": "words", 
/**
 * The words.
 */
words: string, 
/**
 * The order asked for.
 */
sort: SearchSort, } | { "kind": "picture", 
/**
 * The picture; its bytes are kept only until Pondesk is closed.
 */
file: FileRef, 
/**
 * The part that was looked at.
 */
crop: Crop | null, };

/**
 * The order of results. A platform that cannot sort this way answers in its own order and says so.
 */
export type SearchSort = "best" | "priceUp" | "priceDown" | "sold";

/**
 * Where the secret of an account is.
 */
export type SecretState = "available" | "locked" | "missing" | "denied" | "memoryOnly";

/**
 * One SKU picked, priced.
 */
export type SelectedSku = { 
/**
 * The SKU.
 */
skuId: SkuId, 
/**
 * Pieces.
 */
quantity: number, 
/**
 * Price per piece at the tier reached.
 */
unitPrice: Money, 
/**
 * Quantity times unit price.
 */
sum: Money, };

/**
 * The sums of a selection, and what stands in the way of ordering it.
 */
export type SelectionSum = { 
/**
 * Pieces in all.
 */
pieces: number, 
/**
 * Lines with their prices.
 */
lines: Array<SelectedSku>, 
/**
 * Sums by row of the table that was asked about, in the order of the lines; rows without any are left out.
 */
rows: Array<RowSum>, 
/**
 * Sum of goods.
 */
goods: Money, 
/**
 * Weight in grams, when the platform names it for every picked SKU.
 */
weightGrams: number | null, 
/**
 * Index of the tier reached, when the offer has tiers.
 */
tier: number | null, 
/**
 * The next tier, when there is one.
 */
nextTier: NextTier | null, 
/**
 * What stands in the way; empty when it can be put into the cart.
 */
faults: Array<LineFault>, };

/**
 * One step of a self-test.
 */
export type SelfTestStep = { 
/**
 * Which way it went.
 */
way: SelfTestWay, 
/**
 * Whether this desk answered with HTTP 200 in time.
 */
passed: boolean, 
/**
 * Whether it was this desk that was asked; a proxy may answer for itself.
 */
arrived: boolean, 
/**
 * How long that took, in ms.
 */
tookMs: number, 
/**
 * The status that came back.
 */
status: number | null, 
/**
 * What the network said, when nothing came back.
 */
said: string | null, };

/**
 * Which way a self-test went.
 */
export type SelfTestWay = "local" | "public";

/**
 * Who sells.
 */
export type Seller = { 
/**
 * The platform's id of the shop.
 */
id: SellerId, 
/**
 * The shop's name.
 */
name: string, 
/**
 * Where it is, when the platform says so.
 */
place: string | null, 
/**
 * Years on the platform, when it says so.
 */
years: number | null, 
/**
 * Rating times ten (48 = 4.8), when the platform says so.
 */
ratingX10: number | null, };

/**
 * Taobao `shopId`, 1688 `sellerOpenId`.
 */
export type SellerId = string;

/**
 * Choices of the user, kept on this desk.
 */
export type Settings = { 
/**
 * The language; as the system when `None`.
 */
language: Language | null, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Height of table rows.
 */
density: Density, 
/**
 * Notices that the desktop shows as well: at first all but plain changes of status, of which a busy day has hundreds.
 */
echoed: Array<NoticeKind>, 
/**
 * Columns of the order list; the usual ones when empty.
 */
orderColumns: Array<ChosenColumn>, };

/**
 * `settings_save`: choices that change. What is left out stays as it is.
 */
export type SettingsChange = { 
/**
 * The language; `null` for that of the system.
 */
language?: Language | null, 
/**
 * Light or dark.
 */
theme?: Theme, 
/**
 * Height of table rows.
 */
density?: Density, 
/**
 * Notices that the desktop shows as well.
 */
echoed?: Array<NoticeKind>, 
/**
 * Columns of the order list; the usual ones when empty.
 */
orderColumns?: Array<ChosenColumn>, };

/**
 * What an account wants of signatures. The reference does not say what is signed.
 */
export type SignatureMode = "off" | "logOnly" | "enforce";

/**
 * The concatenation that is signed; which one PandaPon wants is not documented.
 */
export type SignatureScheme = "scheme1" | "scheme2" | "scheme3";

/**
 * What the signature of a message is worth, the better one later.
 */
export type SignatureVerdict = "wrong" | "missing" | "notChecked" | "right";

/**
 * What the signature of a message may be made of; which one PandaPon means is not documented.
 */
export type SignedText = "keyThenBody" | "body" | "bodyThenKey";

/**
 * What can be ordered: one combination of values.
 */
export type Sku = { 
/**
 * Its id.
 */
skuId: SkuId, 
/**
 * 1688's second id of it, needed to order there.
 */
specId: SpecId | null, 
/**
 * Taobao's ids on the supply platform (`mpId`, `mpSkuId`), needed for its cart.
 */
supplyItemId: string | null, 
/**
 * Taobao's `mpSkuId`.
 */
supplySkuId: string | null, 
/**
 * Index of its value in each dimension of the offer.
 */
values: Array<number>, 
/**
 * Price per piece now (after promotion). `None` when only tiers price it.
 */
price: Money | null, 
/**
 * Price before promotion.
 */
listPrice: Money | null, 
/**
 * Pieces in stock; `None` when the platform does not say.
 */
stock: number | null, 
/**
 * Weight of one piece in grams.
 */
weightGrams: number | null, };

/**
 * Taobao `skuId` or 1688 `skuId`.
 */
export type SkuId = string;

/**
 * Who speaks on a case.
 */
export type Speaker = "buyer" | "seller" | "platform" | "unknown";

/**
 * 1688 `specId`, the id that carts and orders want there.
 */
export type SpecId = string;

/**
 * How many orders stand in a stage.
 */
export type StageCount = { 
/**
 * The stage.
 */
stage: OrderStage, 
/**
 * How many.
 */
count: number, };

/**
 * What Pondesk does with an operation now.
 */
export type Standing = { "is": "over" } | { "is": "underWay" } | { "is": "retried", 
/**
 * Which try comes next.
 */
number: number, 
/**
 * Tries in all.
 */
of: number, 
/**
 * When.
 */
at: EpochMs, } | { "is": "unsent" } | { "is": "lookedFor", 
/**
 * Which look comes next.
 */
number: number, 
/**
 * Looks in all.
 */
of: number, 
/**
 * When, or as soon after that as PandaPon can be read.
 */
at: EpochMs, 
/**
 * Orders that fit but for their sum or receiver.
 */
candidates: Array<OrderId>, } | { "is": "undecided", 
/**
 * Looks taken.
 */
looks: number, 
/**
 * Orders that it could be.
 */
candidates: Array<OrderId>, };

/**
 * What a step was, beyond the state it went into.
 */
export type StepEvent = "interrupted" | "notConnected" | "held" | "looked" | "adopted" | "claimed" | "sentAgain";

/**
 * An order that was paid at less than the user saw.
 */
export type SumFell = { 
/**
 * The order.
 */
orderId: OrderId, 
/**
 * The sum that the user saw.
 */
was: Money, 
/**
 * What it costs.
 */
is: Money, };

/**
 * A sum of an order that can move by itself.
 */
export type SumKind = "goods" | "freight" | "serviceFee" | "discount" | "total";

/**
 * A sum that moved since the user last saw it.
 */
export type SumShift = { 
/**
 * Which.
 */
sum: SumKind, 
/**
 * Seen before.
 */
was: Money, 
/**
 * Now.
 */
is: Money, 
/**
 * Effect on what is paid; positive is dearer.
 */
effect: Money, };

/**
 * A support report.
 */
export type SupportReport = { 
/**
 * The text, in English.
 */
text: string, };

/**
 * `support_report`: what somebody who helps needs to know.
 */
export type SupportReportRequest = { 
/**
 * The account.
 */
accountId: AccountId, 
/**
 * With what failed calls sent and got.
 */
bodies: boolean, 
/**
 * With names, phone numbers and addresses; else they are masked. Secrets never are in it.
 */
personal: boolean, };

/**
 * How much of an operation's description was seen in PandaPon's reference.
 */
export type Sureness = "documented" | "partial" | "inferred";

/**
 * `sync_status`: how far everything is fetched. Needs no net.
 */
export type SyncStatus = { 
/**
 * Each account.
 */
accounts: Array<AccountSync>, };

/**
 * How a step ended.
 */
export type TestOutcome = "passed" | "failed" | "skipped";

/**
 * One step of the connection test.
 */
export type TestStep = { 
/**
 * What was done.
 */
kind: TestStepKind, 
/**
 * The scheme tried.
 */
scheme: SignatureScheme | null, 
/**
 * The unit tried.
 */
timestampUnit: TimestampUnit | null, 
/**
 * How it ended.
 */
outcome: TestOutcome, 
/**
 * How long it took, in ms.
 */
tookMs: number | null, 
/**
 * What PandaPon or the network said, when it failed.
 */
said: string | null, 
/**
 * Rows that came back, for the read.
 */
count: number | null, };

/**
 * What a step of the connection test did.
 */
export type TestStepKind = "reached" | "clock" | "scheme" | "read";

/**
 * Words of a seller as the platform sent them. Pondesk never translates.
 */
export type Text = { 
/**
 * As the seller wrote it, usually Chinese.
 */
original: string, 
/**
 * The platform's own translations by language tag (`en`, `vi`, …).
 */
translations: { [key in string]: string }, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * A price from a quantity on (1688).
 */
export type Tier = { 
/**
 * Smallest total quantity of the offer for this price.
 */
from: number, 
/**
 * Price per piece.
 */
price: Money, };

/**
 * The unit of the `timestamp` header.
 */
export type TimestampUnit = "milliseconds" | "seconds";

/**
 * How many cases are in a turn.
 */
export type TurnCount = { 
/**
 * The turn.
 */
turn: CaseTurn, 
/**
 * How many.
 */
count: number, };

/**
 * Requests that were turned away since the receiver was opened.
 */
export type TurnedAway = { 
/**
 * To a path of no account.
 */
wrongPath: number, 
/**
 * Larger than a message may be.
 */
tooLarge: number, 
/**
 * Too slow in being sent.
 */
tooSlow: number, 
/**
 * Too many at once, or too fast one after another.
 */
tooMany: number, 
/**
 * Not kept, because the disk refused: they come again.
 */
notKept: number, };

/**
 * A tag or a client, and how many orders have it.
 */
export type UsedName = { 
/**
 * The name.
 */
name: string, 
/**
 * Orders that have it.
 */
orders: number, };

/**
 * Proof of an offline payment: the file itself is kept on this desk.
 */
export type Voucher = { 
/**
 * This desk's id of it.
 */
voucherId: VoucherId, 
/**
 * The order it pays.
 */
orderId: OrderId, 
/**
 * The file's own name.
 */
fileName: string, 
/**
 * `image/jpeg`, `image/png`, `image/webp` or `application/pdf`, read from the bytes.
 */
mediaType: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256 of the bytes, hex. Also its key for the picture protocol, as `v.<sha256>`.
 */
sha256: string, 
/**
 * What the user remarked.
 */
remark: string | null, 
/**
 * When it was kept.
 */
keptAt: EpochMs, 
/**
 * How far it is.
 */
state: VoucherState, };

/**
 * A payment voucher kept on this desk. Made here (ULID).
 */
export type VoucherId = string;

/**
 * How far a voucher is.
 */
export type VoucherState = "kept" | "handedIn" | "listed" | "unknown" | "refused";

/**
 * How a voucher's file travels. No operation is known to take bytes.
 */
export type VoucherTransport = "base64" | "link";

/** Every command with its request and response. */
export interface Commands {
  /** All that the frame of the UI shows. */
  desk_status: { request: Nothing; response: DeskStatus };
  /** Keeps the user's choices. */
  settings_save: { request: SettingsChange; response: Settings };
  /** A notice in the status was read. */
  notice_read: { request: NoticeRead; response: DeskStatus };
  /** The desk's own data and its backups. */
  data_show: { request: Nothing; response: DataView };
  /** Reads the whole database and all vouchers; changes nothing. */
  data_check: { request: Nothing; response: DataChecked };
  /** Makes a backup now. */
  backup_make: { request: Nothing; response: BackupView };
  /** Puts a backup in the place of the database, which is moved aside. */
  backup_restore: { request: BackupRestore; response: RestoreNotice };
  /** Opens the embedded sandbox and makes its account the one in use. */
  account_add_sandbox: { request: AccountAddSandbox; response: AccountView };
  /** Adds an account and makes it the one in use. */
  account_add: { request: AccountAdd; response: AccountView };
  /** Tests an account that is not added yet; nothing is kept. */
  account_try: { request: AccountAdd; response: ConnectionTest };
  /** Tests the connection of an account and keeps the settings that worked. */
  account_test: { request: AccountRef; response: ConnectionTest };
  /** Makes an account the one in use. */
  account_select: { request: AccountRef; response: DeskStatus };
  /** Enters key and secret of a known account again. */
  account_secret: { request: AccountSecret; response: AccountView };
  /** What an account may do unasked, and what its day came to. */
  account_limits: { request: AccountRef; response: AccountLimits };
  /** Keeps what an account may do unasked. */
  account_limits_save: { request: AccountLimitsSave; response: AccountLimits };
  /** Removes an account, its secret and nothing else: its orders stay. */
  account_remove: { request: AccountRef; response: DeskStatus };
  /** Chooses the edition of the reference that an account speaks. */
  account_edition: { request: AccountEdition; response: AccountView };
  /** Sends one operation of an account elsewhere than the operation table says. */
  account_override: { request: AccountOverride; response: AccountView };
  /** Sends one operation of an account, or all, where the operation table says again. */
  account_override_clear: { request: AccountOverrideClear; response: AccountView };
  /** Fetches a picture from an allowed host. */
  file_from_link: { request: FileFromLink; response: FileRef };
  /** Finds offers by words. */
  search_keyword: { request: SearchKeyword; response: OfferPage };
  /** Finds offers by a picture. */
  search_image: { request: SearchImage; response: OfferPage };
  /** The last results, from this desk. */
  search_last: { request: SearchLast; response: Array<OfferPage> };
  /** Reads a link, an id or a share text. */
  search_link: { request: SearchLink; response: LinkTarget };
  /** Shows an offer. */
  offer_show: { request: OfferShow; response: OfferView };
  /** Prices a selection of an offer's SKUs, without the net. */
  offer_price: { request: OfferPrice; response: SelectionSum };
  /** Both carts by seller. */
  cart_list: { request: CartList; response: CartView };
  /** Puts SKUs of one offer into the cart. */
  cart_add: { request: CartAdd; response: CartView };
  /** Changes the quantity of a cart record. */
  cart_edit: { request: CartEdit; response: CartView };
  /** Removes cart records. */
  cart_remove: { request: CartRemove; response: CartView };
  /** Prices cart records by seller; orders nothing. */
  checkout_preview: { request: CheckoutPreviewRequest; response: CheckoutPreview };
  /** Places orders of a preview, each through the outbox. */
  checkout_place: { request: CheckoutPlace; response: PlaceResult };
  /** The addresses of an account. */
  address_list: { request: AddressList; response: AddressBook };
  /** Adds or changes an address. */
  address_save: { request: AddressSave; response: AddressBook };
  /** Orders of this desk; needs no net. */
  order_list: { request: OrderList; response: OrderPage };
  /** Reads the newest orders of both platforms. */
  order_refresh: { request: OrderRefresh; response: OrderRefreshed };
  /** An order with its story. */
  order_show: { request: OrderShow; response: OrderView };
  /** How many orders of a filter stand in each stage; needs no net. */
  order_counts: { request: OrderCounts; response: Array<FoundCount> };
  /** How long a list is, and where its pages begin; needs no net. */
  order_marks: { request: OrderMarksAsked; response: OrderMarks };
  /** Reads these orders anew. */
  order_refresh_some: { request: OrderRefreshSome; response: OrderRefreshed };
  /** Orders that could not be read, as they came. */
  order_broken: { request: OrderBroken; response: Array<BrokenOrder> };
  /** Changes what the user keeps beside orders. */
  order_own_edit: { request: OrderOwnEdit; response: OrderOwnEdited };
  /** Puts a file to an order, on this desk alone. */
  order_file_add: { request: OrderFileAdd; response: OwnData };
  /** Takes a file away from an order. */
  order_file_drop: { request: OrderFileRef; response: OwnData };
  /** Tags and clients that are in use. */
  order_names: { request: Nothing; response: OrderNames };
  /** The parts of a typed filter. */
  order_filter_read: { request: OrderFilterRead; response: OrderFilterParts };
  /** Saved filters. */
  order_filters: { request: Nothing; response: Array<SavedFilter> };
  /** Saves a filter. */
  order_filter_save: { request: SavedFilter; response: Array<SavedFilter> };
  /** Takes a saved filter away. */
  order_filter_drop: { request: OrderFilterDrop; response: Array<SavedFilter> };
  /** Pays orders after a fresh read of each. */
  order_pay: { request: OrderPay; response: PayResult };
  /** Keeps a voucher and hands it in. */
  order_voucher: { request: OrderVoucher; response: OrderActed };
  /** Cancels an order. */
  order_cancel: { request: OrderCancel; response: OrderActed };
  /** Confirms that an order's goods arrived. */
  order_confirm: { request: OrderConfirm; response: OrderActed };
  /** Begins to write orders of a filter or a selection to a file; needs no net. */
  order_export: { request: OrderExport; response: PaperView };
  /** Begins to write changes of sums to a file; needs no net. */
  price_export: { request: PriceExport; response: PaperView };
  /** Makes the page of an order to print; needs no net. */
  order_sheet: { request: OrderSheet; response: PaperView };
  /** Makes a copy of a file that is kept beside an order, to be saved elsewhere. */
  order_file_copy: { request: OrderFileRef; response: PaperView };
  /** Makes the evidence pack of a case; needs no net. */
  case_pack: { request: CasePack; response: PaperView };
  /** How far a file is that leaves the desk. */
  paper_show: { request: PaperRef; response: PaperView };
  /** Stops a file that is being written. */
  paper_cancel: { request: PaperRef; response: PaperView };
  /** Changes of sums of orders, newest first. */
  price_changes: { request: PriceChanges; response: PriceChangePage };
  /** What changed of orders without the user's doing, newest first. */
  notice_list: { request: NoticeList; response: NoticePage };
  /** Notices that the desktop is to show as well, each once. */
  /** The user read a notice, or all of them. */
  notice_mark: { request: NoticeMark; response: Nothing };
  /** Where pushed messages come in, and how the receiver is. */
  callback_settings: { request: Nothing; response: CallbackSettings };
  /** Keeps where pushed messages come in. */
  callback_settings_save: { request: ReceiverChange; response: CallbackSettings };
  /** Keeps how messages of one account come in. */
  callback_door_save: { request: CallbackDoorChange; response: CallbackSettings };
  /** Does what PandaPon's Verify does. */
  callback_test: { request: AccountRef; response: CallbackTest };
  /** Pushed messages, newest first. */
  callback_list: { request: CallbackList; response: CallbackPage };
  /** A pushed message with all that came. */
  callback_show: { request: CallbackRef; response: CallbackView };
  /** Looks at messages again that were not applied. */
  callback_retry: { request: CallbackRetry; response: CallbackRetried };
  /** Takes a message that the user has from elsewhere. */
  callback_ingest: { request: CallbackIngest; response: Callback };
  /** After-sales cases of this desk, what needs the user next first; needs no net. */
  case_list: { request: CaseList; response: CasePage };
  /** Reads the newest cases of both platforms, and all that go on. */
  case_refresh: { request: CaseRefresh; response: CaseRefreshed };
  /** A case with its story. */
  case_show: { request: CaseShow; response: CaseView };
  /** What may be claimed for lines of an order, or changed on a case. */
  case_terms: { request: CaseTermsAsked; response: CaseTerms };
  /** What would be sent for a claim, and why it cannot be; sends nothing. */
  case_preview: { request: CaseOpen; response: CasePreview };
  /** Opens cases for lines of an order, each through the outbox. */
  case_open: { request: CaseOpen; response: CaseOpened };
  /** Changes what a case asks. */
  case_modify: { request: CaseModify; response: CaseActed };
  /** Withdraws a case. */
  case_withdraw: { request: CaseWithdraw; response: CaseActed };
  /** Writes to the seller on a case. */
  case_message: { request: CaseSay; response: CaseActed };
  /** How the goods of a case can go back. */
  case_carriers: { request: CaseCarriersAsked; response: CaseCarriers };
  /** Says how the goods of a case went back. */
  case_return: { request: CaseReturn; response: CaseActed };
  /** Keeps a file of the user as evidence; sends nothing. */
  evidence_keep: { request: EvidenceKeep; response: Evidence };
  /** Hands one picture to the platform, where it wants that before a claim. */
  evidence_upload: { request: EvidenceUpload; response: Evidence };
  /** How far orders are fetched; needs no net. */
  sync_status: { request: Nothing; response: SyncStatus };
  /** Fetches what is due at once, and lets a first fill go on. */
  sync_start: { request: AccountRef; response: SyncStatus };
  /** Lets the first fill of an account wait. */
  sync_cancel: { request: AccountRef; response: SyncStatus };
  /** The outbox. */
  outbox_list: { request: OutboxList; response: OutboxView };
  /** An operation with its story. */
  outbox_show: { request: OutboxShow; response: OperationView };
  /** Reads PandaPon now, to find out what became of an operation. */
  outbox_look: { request: OutboxLook; response: Operation };
  /** Does what the user decided about an operation; sending a call of his own again may ask any. */
  outbox_resolve: { request: OutboxResolve; response: OutboxResolved };
  /** The operation table, with where an account sends each operation. */
  api_list: { request: ApiList; response: Array<OperationRow> };
  /** A request as it would be sent, with what is secret masked; opens no socket. */
  api_sketch: { request: ApiCall; response: ApiSketch };
  /** Sends any operation, signed; what changes something goes through the outbox. */
  api_call: { request: ApiCall; response: ApiAnswer };
  /** The last calls of this run. */
  call_list: { request: CallList; response: LastCalls };
  /** One of the last calls with its bodies. */
  call_show: { request: CallShow; response: CallView };
  /** What somebody who helps needs to know; never a secret. */
  support_report: { request: SupportReportRequest; response: SupportReport };
}

/** The name of a command. */
export type CommandName = keyof Commands;
