//! Word tables: what goods, colours and patterns are called in the languages that the reference translates to.

/// One term in Chinese and five other languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
    pub(crate) vi: &'static str,
    pub(crate) th: &'static str,
    pub(crate) es: &'static str,
    pub(crate) ru: &'static str,
}

/// Languages of [`Words`] beside Chinese, as the reference's `country` parameter spells them.
pub(crate) const LANGUAGES: [&str; 5] = ["en", "vi", "th", "es", "ru"];

impl Words {
    /// The term in `language` (one of [`LANGUAGES`]); Chinese for any other.
    pub(crate) fn in_language(&self, language: &str) -> &'static str {
        match language {
            "en" => self.en,
            "vi" => self.vi,
            "th" => self.th,
            "es" => self.es,
            "ru" => self.ru,
            _ => self.zh,
        }
    }
}

/// Shorthand for the tables.
pub(crate) const fn w(
    zh: &'static str,
    en: &'static str,
    vi: &'static str,
    th: &'static str,
    es: &'static str,
    ru: &'static str,
) -> Words {
    Words { zh, en, vi, th, es, ru }
}

/// A term that is the same in every language, such as a size.
pub(crate) const fn same(text: &'static str) -> Words {
    Words { zh: text, en: text, vi: text, th: text, es: text, ru: text }
}

/// What is printed on, woven into or shaped into the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// One colour.
    Plain,
    /// Small flowers.
    Floral,
    /// Round dots.
    Dots,
    /// Stripes across.
    Stripes,
    /// A woven check.
    Check,
    /// Twigs and leaves.
    Leaves,
    /// Rows of diamonds.
    Diamonds,
    /// One colour running into a darker one.
    Gradient,
    /// Small stars.
    Stars,
    /// Waves.
    Waves,
    /// Small hearts.
    Hearts,
    /// Two blocks of colour.
    TwoTone,
}

impl Pattern {
    pub(crate) const fn words(self) -> Words {
        match self {
            Self::Plain => w("纯色", "plain", "trơn", "สีพื้น", "liso", "однотонный"),
            Self::Floral => w("碎花", "floral", "hoa nhí", "ลายดอกไม้", "floral", "с цветочным узором"),
            Self::Dots => w("波点", "dotted", "chấm bi", "ลายจุด", "de lunares", "в горошек"),
            Self::Stripes => w("条纹", "striped", "kẻ sọc", "ลายทาง", "de rayas", "в полоску"),
            Self::Check => w("格子", "checked", "kẻ caro", "ลายสก็อต", "de cuadros", "в клетку"),
            Self::Leaves => w("植物叶子", "leaf print", "họa tiết lá", "ลายใบไม้", "con hojas", "с листьями"),
            Self::Diamonds => w("菱形", "diamond", "hình thoi", "ลายข้าวหลามตัด", "de rombos", "с ромбами"),
            Self::Gradient => w("渐变", "ombré", "chuyển màu", "ไล่สี", "degradado", "градиент"),
            Self::Stars => w("星星", "star print", "ngôi sao", "ลายดาว", "con estrellas", "со звёздами"),
            Self::Waves => w("波浪纹", "wavy", "gợn sóng", "ลายคลื่น", "ondulado", "с волнами"),
            Self::Hearts => w("爱心", "heart print", "trái tim", "ลายหัวใจ", "con corazones", "с сердечками"),
            Self::TwoTone => w("拼色", "colour-block", "phối màu", "ทูโทน", "bicolor", "двухцветный"),
        }
    }
}

/// A colour that goods come in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Colour {
    pub(crate) words: Words,
    pub(crate) rgb: [u8; 3],
}

const fn colour(words: Words, hex: u32) -> Colour {
    Colour { words, rgb: [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8] }
}

/// Every colour of the catalogue; an offer refers to them by index.
pub(crate) const COLOURS: [Colour; 32] = [
    colour(w("鼠尾草绿", "sage green", "xanh xô thơm", "เขียวเสจ", "verde salvia", "шалфейный"), 0x7f9d86),
    colour(w("雾霾蓝", "haze blue", "xanh sương mù", "ฟ้าหมอก", "azul bruma", "дымчато-голубой"), 0x7d99b3),
    colour(w("奶茶色", "milk tea", "màu trà sữa", "สีชานม", "té con leche", "молочный чай"), 0xc9ab8c),
    colour(w("酒红色", "wine red", "đỏ rượu", "แดงไวน์", "rojo vino", "винный"), 0x83303f),
    colour(w("藏青色", "navy blue", "xanh navy", "กรมท่า", "azul marino", "тёмно-синий"), 0x2f4263),
    colour(w("黑色", "black", "đen", "ดำ", "negro", "чёрный"), 0x2d2f33),
    colour(w("米白色", "off-white", "trắng kem", "ขาวครีม", "blanco roto", "молочный"), 0xe9e2d3),
    colour(w("豆沙粉", "dusty rose", "hồng đất", "ชมพูกุหลาบ", "rosa palo", "пыльная роза"), 0xc98a8a),
    colour(w("樱花粉", "sakura pink", "hồng anh đào", "ชมพูซากุระ", "rosa sakura", "розовая сакура"), 0xeeb6c0),
    colour(w("香芋紫", "taro purple", "tím khoai môn", "ม่วงเผือก", "lila taro", "сиреневый таро"), 0xa493c2),
    colour(w("姜黄色", "ginger yellow", "vàng nghệ", "เหลืองขมิ้น", "amarillo mostaza", "горчичный"), 0xd3a23c),
    colour(w("焦糖色", "caramel", "màu caramel", "คาราเมล", "caramelo", "карамельный"), 0xa9693a),
    colour(w("墨绿色", "dark green", "xanh rêu đậm", "เขียวเข้ม", "verde oscuro", "тёмно-зелёный"), 0x2f5a49),
    colour(w("湖蓝色", "lake blue", "xanh hồ", "ฟ้าทะเลสาบ", "azul lago", "лазурный"), 0x3a8fb0),
    colour(w("橘红色", "tangerine", "đỏ cam", "ส้มแดง", "mandarina", "оранжево-красный"), 0xd9623b),
    colour(w("浅灰色", "light grey", "xám nhạt", "เทาอ่อน", "gris claro", "светло-серый"), 0xb7babd),
    colour(w("深灰色", "dark grey", "xám đậm", "เทาเข้ม", "gris oscuro", "тёмно-серый"), 0x5b6067),
    colour(w("咖啡色", "coffee brown", "nâu cà phê", "น้ำตาลกาแฟ", "café", "кофейный"), 0x5f4536),
    colour(w("卡其色", "khaki", "kaki", "กากี", "caqui", "хаки"), 0xb5a078),
    colour(w("薄荷绿", "mint green", "xanh bạc hà", "เขียวมิ้นต์", "verde menta", "мятный"), 0xa3d2bd),
    colour(w("大红色", "bright red", "đỏ tươi", "แดงสด", "rojo vivo", "ярко-красный"), 0xc4342f),
    colour(w("天蓝色", "sky blue", "xanh da trời", "ฟ้า", "azul cielo", "небесно-голубой"), 0x8fc1e3),
    colour(w("牛油果绿", "avocado green", "xanh bơ", "เขียวอะโวคาโด", "verde aguacate", "авокадо"), 0x9fb05c),
    colour(w("鹅黄色", "light yellow", "vàng nhạt", "เหลืองอ่อน", "amarillo claro", "светло-жёлтый"), 0xf0d98a),
    colour(
        w("孔雀蓝", "peacock blue", "xanh cổ vịt", "น้ำเงินนกยูง", "azul pavo real", "павлиний синий"),
        0x1f6a75,
    ),
    colour(w("玫红色", "rose red", "đỏ hồng", "ชมพูเข้ม", "fucsia", "ярко-розовый"), 0xc23a6b),
    colour(w("白色", "white", "trắng", "ขาว", "blanco", "белый"), 0xf4f4f2),
    colour(
        w("军绿色", "army green", "xanh quân đội", "เขียวทหาร", "verde militar", "армейский зелёный"),
        0x646b45,
    ),
    colour(
        w("宝蓝色", "royal blue", "xanh hoàng gia", "น้ำเงินสด", "azul real", "королевский синий"),
        0x2f58b8,
    ),
    colour(w("砖红色", "brick red", "đỏ gạch", "แดงอิฐ", "rojo teja", "кирпичный"), 0xa24d3c),
    colour(w("蜜桃色", "peach", "hồng đào", "สีพีช", "melocotón", "персиковый"), 0xf1b893),
    colour(w("深紫色", "deep purple", "tím đậm", "ม่วงเข้ม", "morado", "тёмно-фиолетовый"), 0x563a72),
];

/// Words around the name of the goods that sellers use to be found, with their translation into every language.
pub(crate) const HOOKS: [Words; 14] = [
    w("2026夏季新款", "2026 summer", "mẫu mới hè 2026", "ใหม่หน้าร้อน 2026", "verano 2026", "лето 2026"),
    w(
        "2026秋冬新款",
        "2026 autumn winter",
        "thu đông 2026",
        "ใหม่ฤดูหนาว 2026",
        "otoño invierno 2026",
        "осень-зима 2026",
    ),
    w("跨境外贸", "cross-border", "xuất khẩu", "ส่งออก", "exportación", "для экспорта"),
    w("ins风", "minimalist", "phong cách tối giản", "สไตล์มินิมอล", "minimalista", "минимализм"),
    w("高级感", "premium look", "cao cấp", "ดูหรู", "aspecto premium", "премиальный вид"),
    w("小众设计", "designer", "thiết kế riêng", "ดีไซน์เฉพาะ", "de diseño", "дизайнерский"),
    w("网红爆款", "bestseller", "bán chạy", "ขายดี", "superventas", "хит продаж"),
    w(
        "厂家直销",
        "factory direct",
        "trực tiếp từ xưởng",
        "ตรงจากโรงงาน",
        "directo de fábrica",
        "от производителя",
    ),
    w("现货速发", "in stock", "có sẵn", "พร้อมส่ง", "en existencias", "в наличии"),
    w("韩版", "Korean style", "kiểu Hàn", "สไตล์เกาหลี", "estilo coreano", "корейский стиль"),
    w("日系", "Japanese style", "kiểu Nhật", "สไตล์ญี่ปุ่น", "estilo japonés", "японский стиль"),
    w("法式复古", "French vintage", "cổ điển Pháp", "วินเทจฝรั่งเศส", "vintage francés", "французский винтаж"),
    w(
        "可定制logo",
        "custom logo",
        "in logo theo yêu cầu",
        "สั่งทำโลโก้ได้",
        "logo personalizado",
        "логотип на заказ",
    ),
    w("送礼礼盒", "gift box", "hộp quà", "กล่องของขวัญ", "caja de regalo", "в подарочной коробке"),
];
