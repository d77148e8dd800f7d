//! A shelf of orders whose texts are known in two forms: as an order has them, and plainly.

use std::sync::LazyLock;

use pondesk_domain::{
    EpochMs, Order, OrderLine, OrderStatus, OwnData, Parcel, Payment, Platform, PlatformOrderId,
};
use rusqlite::Connection;
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

use crate::Store;
use crate::orders::index::Waiting;

pub(super) const ORDERS: u32 = 100_000;
/// Orders of one transaction.
const AT_ONCE: u32 = 1_000;
/// What titles are made of, the first of them most often; later Unicode's rarer ones and repeat signs included.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    "新款式机头戴耳蓝牙降噪无线键盘〇々𠮷𮯠连衣裙女夏季长袖宽松百搭学生韩版棉麻休闲鞋运动透气男童装玩具收纳盒\
    厨房家用多功能折叠便携充电宝快速数据手壳防摔钢化膜车载支架灯具护眼台小夜调光遥控智能插座保温杯大容量不锈钢水壶\
    一二三十枕套床单四件被芯毛巾纯色加厚吸洗衣架门后挂钩免打孔浴室置物角架旅行箱万向轮登密码锁帆布双肩包"
        .chars()
        .collect()
});
/// Characters that come in another form than the one they are looked for in: a radical, and one with a choice of its shape.
const DRESSED: [(&str, &str); 2] = [("⽔", "水"), ("葛\u{e0100}", "葛")];
const SIGNS: [&str; 7] = [" ", "，", "·", "/", "（", "】", "\u{200b}"];
const LATIN: [(&str, &str); 6] = [
    ("Bluetooth", "bluetooth"),
    ("ＡＮＣ", "anc"),
    ("Type-C", "type-c"),
    ("𝗣𝗿𝗼", "pro"),
    ("Ｕ盘", "u盘"),
    ("ﬁt", "fit"),
];
const VIETNAMESE: [(&str, &str); 36] = [
    ("Nguyễn", "nguyen"),
    ("Trần", "tran"),
    ("Lê", "le"),
    ("Phạm", "pham"),
    ("Hoàng", "hoang"),
    ("Huỳnh", "huynh"),
    ("Đặng", "dang"),
    ("Bùi", "bui"),
    ("Đỗ", "do"),
    ("Hồ", "ho"),
    ("Ngô", "ngo"),
    ("Dương", "duong"),
    ("Lý", "ly"),
    ("Thị", "thi"),
    ("Hương", "huong"),
    ("Ánh", "anh"),
    ("Tuyết", "tuyet"),
    ("Quỳnh", "quynh"),
    ("Phượng", "phuong"),
    ("Thuỷ", "thuy"),
    ("Đức", "duc"),
    ("Cường", "cuong"),
    ("Sài", "sai"),
    ("Gòn", "gon"),
    ("Hải", "hai"),
    ("Phòng", "phong"),
    ("Cần", "can"),
    ("Thơ", "tho"),
    ("Nẵng", "nang"),
    ("Lạng", "lang"),
    ("Sơn", "son"),
    ("Bắc", "bac"),
    ("Vũng", "vung"),
    ("Tàu", "tau"),
    ("Kỹ", "ky"),
    ("Ữ", "u"),
];
const SPANISH: [(&str, &str); 20] = [
    ("Peña", "pena"),
    ("Muñoz", "munoz"),
    ("José", "jose"),
    ("Martínez", "martinez"),
    ("Núñez", "nunez"),
    ("Cía", "cia"),
    ("Almacén", "almacen"),
    ("Lima", "lima"),
    ("Bogotá", "bogota"),
    ("México", "mexico"),
    ("Córdoba", "cordoba"),
    ("Güiraldes", "guiraldes"),
    ("Ángel", "angel"),
    ("Íñigo", "inigo"),
    ("Señor", "senor"),
    ("Camión", "camion"),
    ("Envío", "envio"),
    ("Año", "ano"),
    ("Ñandú", "nandu"),
    ("Pingüino", "pinguino"),
];
const THAI: [&str; 20] = [
    "เสื้อ",
    "ผ้า",
    "เด็ก",
    "ใหม่",
    "น้ำ",
    "กระเป๋า",
    "รองเท้า",
    "หูฟัง",
    "สีขาว",
    "ของแท้",
    "ผู้หญิง",
    "ราคา",
    "ส่งฟรี",
    "ตุ๊กตา",
    "สมชาย",
    "ใจดี",
    "กรุงเทพ",
    "เชียงใหม่",
    "บ้าน",
    "ทำ",
];
const CARRIERS: [(&str, &str); 3] = [("中通快递", "706"), ("圆通速递", "YT"), ("顺丰速运", "SF")];

/// A text as an order has it, and plainly.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub(super) written: String,
    pub(super) plain: String,
}

impl Text {
    fn push(&mut self, written: &str, plain: &str) {
        self.written.push_str(written);
        self.plain.push_str(plain);
    }
}

/// An order with all that it can be found by.
pub(super) struct Drawn {
    order: Order,
    own: OwnData,
    texts: Vec<Text>,
    /// Words with accents.
    pub(super) accented: Vec<Text>,
    /// Its Thai, without blanks.
    pub(super) thai: Option<String>,
    /// Its numbers: small letters and digits.
    pub(super) numbers: Vec<String>,
}

impl Drawn {
    /// Its plain texts without blanks and signs, which Chinese and Thai are read without.
    pub(super) fn flat(&self) -> String {
        let flat = |text: &Text| text.plain.chars().filter(|c| c.is_alphanumeric() || is_thai(*c)).collect();
        self.texts.iter().map(flat).collect::<Vec<String>>().join("\n")
    }

    /// The words of its plain texts that are of Latin letters and digits, a blank before each.
    fn words(&self) -> String {
        let words = self.texts.iter().flat_map(|text| text.plain.split(|c: char| !c.is_ascii_alphanumeric()));
        words.filter(|word| !word.is_empty()).map(|word| format!(" {word}")).collect()
    }
}

fn is_thai(c: char) -> bool {
    ('\u{e00}'..='\u{e7f}').contains(&c)
}

/// All orders: in the index of a store, under their numbers, and in a table to be looked through.
pub(super) struct Shelf {
    pub(super) store: Store,
    /// `plain (number, flat, words, numbers)`.
    pub(super) plain: Connection,
    _folder: TempDir,
}

impl Shelf {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), EpochMs(1)).unwrap();
        let plain = Connection::open_in_memory().unwrap();
        let columns = "number INTEGER PRIMARY KEY, flat TEXT, words TEXT, numbers TEXT";
        plain.execute_batch(&format!("CREATE TABLE plain ({columns}) STRICT; BEGIN")).unwrap();
        for from in (0..ORDERS).step_by(AT_ONCE as usize) {
            let all: Vec<(i64, Drawn)> =
                (from..from + AT_ONCE).map(|number| (number.into(), drawn(number))).collect();
            let mut insert = plain.prepare_cached("INSERT INTO plain VALUES (?, ?, ?, ?)").unwrap();
            for (number, one) in &all {
                insert.execute((number, one.flat(), one.words(), one.numbers.join("\n"))).unwrap();
            }
            let put = store.write("fill the index", move |tx| {
                let mut entries = Waiting::default();
                for (number, one) in &all {
                    entries.put(tx, None, *number, &one.order, &one.own)?;
                }
                entries.write(tx)
            });
            put.unwrap();
        }
        plain.execute_batch("COMMIT").unwrap();
        Self { store, plain, _folder: folder }
    }
}

/// The order of a number, the same each time.
pub(super) fn drawn(number: u32) -> Drawn {
    let mut draw = Draw(u64::from(number) << 32);
    let title = draw.title();
    let mut seller = draw.chinese(4);
    if draw.below(8) == 0 {
        seller.push("旗舰店", "旗舰店");
    }
    let (mut variant, value) = (draw.chinese(2), draw.chinese(2));
    variant.push(":", ":");
    variant.push(&value.written, &value.plain);
    let (mut receiver, mut accented, mut thai) = (Text::default(), Vec::new(), None);
    for _ in 0..3 {
        receiver.push(" ", " ");
        let word = match number % 3 {
            0 => draw.accented(&VIETNAMESE),
            1 => draw.accented(&SPANISH),
            _ => {
                let word = THAI[draw.below(THAI.len())];
                thai.get_or_insert_with(String::new).push_str(word);
                // What Unicode takes the vowel apart into.
                receiver.push(word, &word.replace('ำ', "ํา"));
                continue;
            }
        };
        receiver.push(&word.written, &word.plain);
        accented.push(word);
    }
    let (carrier, letters) = CARRIERS[draw.below(CARRIERS.len())];
    let waybill = format!("{letters}{}", draw.digits(12));
    let id = PlatformOrderId::new(draw.digits(19));
    let order_id = Order::id_for(Platform::Taobao, &id);
    let line = OrderLine {
        line_id: "".into(),
        offer_id: "".into(),
        sku_id: None,
        title: title.written.clone(),
        variant: Some(variant.written.clone()),
        picture: None,
        quantity: 1,
        unit_price: None,
        sum: None,
        status: None,
        after_sales: None,
    };
    let mut order = Order {
        order_id,
        account_id: "01ACCOUNT".into(),
        platform: Platform::Taobao,
        platform_order_id: id.clone(),
        purchase_order_id: None,
        sales_order_id: None,
        outer_id: None,
        status: OrderStatus::read(Platform::Taobao, "11"),
        seller_name: Some(seller.written.clone()),
        lines: vec![line],
        goods: None,
        freight: None,
        discount: None,
        total: None,
        placed_at: None,
        payment: Payment { paid_at: None, pay_before: None },
        receiver: Some(receiver.written.clone()),
        parcels: vec![Parcel { carrier: Some(carrier.into()), waybill: Some(waybill.clone()) }],
        closed_reason: None,
    };
    let same = |text: &str| Text { written: text.to_owned(), plain: text.to_lowercase() };
    let mut texts = vec![title, seller, variant, receiver, same(carrier), same(&waybill)];
    let mut numbers = vec![id.to_string(), waybill.to_lowercase()];
    // Each of the other places where a number or a word of the user stands has its share of the orders.
    let mut own = OwnData::default();
    let (digits, words) = (draw.digits(13), draw.title());
    match number % 10 {
        0 => order.purchase_order_id = Some(digits.as_str().into()),
        1 => order.sales_order_id = Some(digits.as_str().into()),
        2 => order.outer_id = Some(format!("PO-{digits}")),
        3 => order.lines[0].line_id = digits.as_str().into(),
        4 => order.lines[0].offer_id = digits.as_str().into(),
        5 => order.lines[0].sku_id = Some(digits.as_str().into()),
        6 => own.note = Some(words.written.clone()),
        7 => own.client = Some(words.written.clone()),
        8 => own.tags = vec!["急".into(), words.written.clone()],
        _ => {}
    }
    match number % 10 {
        2 => numbers.push(format!("po{digits}")),
        0..=5 => numbers.push(digits),
        8 => texts.extend([same("急"), words]),
        6 | 7 => texts.push(words),
        _ => {}
    }
    Drawn { order, own, texts, accented, thai, numbers }
}

/// Draws, the same for the same start: splitmix64.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn digits(&mut self, count: u32) -> String {
        format!("{:0width$}", self.next() % 10_u64.pow(count.min(19)), width = count as usize)
    }

    /// Chinese characters; the first of the list are the commonest.
    fn chinese(&mut self, count: usize) -> Text {
        let mut text = Text::default();
        for _ in 0..count {
            if self.below(60) == 0 {
                let (written, plain) = DRESSED[self.below(DRESSED.len())];
                text.push(written, plain);
                continue;
            }
            let count = CHARACTERS.len();
            let c = CHARACTERS[self.below(count) * self.below(count) / count].to_string();
            text.push(&c, &c);
        }
        text
    }

    /// Chinese with signs, Latin words and models between.
    fn title(&mut self) -> Text {
        let mut text = Text::default();
        for _ in 0..6 + self.below(8) {
            match self.below(14) {
                0 => {
                    let sign = SIGNS[self.below(SIGNS.len())];
                    text.push(sign, sign);
                }
                1 => {
                    let (written, plain) = LATIN[self.below(LATIN.len())];
                    text.push(written, plain);
                }
                2 => {
                    let model = self.digits(4);
                    text.push(&model, &model);
                }
                _ => {
                    let one = self.chinese(1);
                    text.push(&one.written, &one.plain);
                }
            }
        }
        text
    }

    /// A word with accents: in one piece or with its accents apart, in small or large letters.
    fn accented(&mut self, words: &[(&str, &str)]) -> Text {
        let (word, plain) = words[self.below(words.len())];
        let written = match self.below(4) {
            0 => word.nfd().collect(),
            1 => word.to_uppercase(),
            _ => word.to_owned(),
        };
        Text { written, plain: plain.to_owned() }
    }
}
