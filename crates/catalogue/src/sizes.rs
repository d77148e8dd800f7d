//! The second dimension of an offer: sizes, capacities, versions.

use crate::words::{Words, same, w};

/// What an offer is sold in beside its colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SizeRun {
    pub(crate) name: Words,
    pub(crate) values: &'static [Words],
    /// Price of each value in percent of the first one's.
    pub(crate) price_percent: &'static [u32],
}

const SIZE: Words = w("尺码", "size", "kích cỡ", "ขนาด", "talla", "размер");
const CAPACITY: Words = w("容量", "capacity", "dung tích", "ความจุ", "capacidad", "объём");
const SPEC: Words = w("规格", "specification", "quy cách", "สเปก", "especificación", "комплектация");
const MODEL: Words = w("适用型号", "model", "dòng máy", "รุ่น", "modelo", "модель");
const FLAT: &[u32] = &[100; 10];

pub(crate) const CLOTHES: SizeRun = SizeRun {
    name: SIZE,
    values: &[
        same("S"),
        same("M"),
        same("L"),
        same("XL"),
        same("2XL"),
        same("3XL"),
        same("4XL"),
        same("5XL"),
    ],
    price_percent: &[100, 100, 100, 100, 100, 106, 106, 112],
};
pub(crate) const SHOES: SizeRun = SizeRun {
    name: SIZE,
    values: &[
        same("35"),
        same("36"),
        same("37"),
        same("38"),
        same("39"),
        same("40"),
        same("41"),
        same("42"),
        same("43"),
        same("44"),
    ],
    price_percent: FLAT,
};
pub(crate) const SLIPPERS: SizeRun = SizeRun {
    name: SIZE,
    values: &[same("36-37"), same("38-39"), same("40-41"), same("42-43"), same("44-45")],
    price_percent: FLAT,
};
pub(crate) const SOCKS: SizeRun = SizeRun {
    name: SPEC,
    values: &[
        w("一双装", "1 pair", "1 đôi", "1 คู่", "1 par", "1 пара"),
        w("五双装", "5 pairs", "5 đôi", "5 คู่", "5 pares", "5 пар"),
        w("十双装", "10 pairs", "10 đôi", "10 คู่", "10 pares", "10 пар"),
    ],
    price_percent: &[100, 440, 820],
};
pub(crate) const CUPS: SizeRun = SizeRun {
    name: CAPACITY,
    values: &[same("250ml"), same("350ml"), same("450ml")],
    price_percent: &[100, 112, 128],
};
pub(crate) const BOTTLES: SizeRun = SizeRun {
    name: CAPACITY,
    values: &[same("350ml"), same("500ml"), same("750ml"), same("1000ml"), same("1500ml")],
    price_percent: &[100, 115, 135, 160, 195],
};
pub(crate) const KETTLES: SizeRun = SizeRun {
    name: CAPACITY,
    values: &[same("0.8L"), same("1.2L"), same("1.7L")],
    price_percent: &[100, 118, 140],
};
pub(crate) const POWER: SizeRun = SizeRun {
    name: CAPACITY,
    values: &[same("5000mAh"), same("10000mAh"), same("20000mAh"), same("30000mAh")],
    price_percent: &[100, 145, 220, 300],
};
pub(crate) const SMALL_LARGE: SizeRun = SizeRun {
    name: SPEC,
    values: &[
        w("小号", "small", "nhỏ", "เล็ก", "pequeño", "малый"),
        w("中号", "medium", "vừa", "กลาง", "mediano", "средний"),
        w("大号", "large", "lớn", "ใหญ่", "grande", "большой"),
        w("特大号", "extra large", "rất lớn", "ใหญ่พิเศษ", "extragrande", "очень большой"),
    ],
    price_percent: &[100, 130, 165, 210],
};
pub(crate) const SETS: SizeRun = SizeRun {
    name: SPEC,
    values: &[
        w("单个装", "single", "1 cái", "1 ชิ้น", "unidad", "1 шт."),
        w("两个装", "set of 2", "bộ 2 cái", "ชุด 2 ชิ้น", "juego de 2", "набор из 2"),
        w("礼盒装", "gift box", "hộp quà", "กล่องของขวัญ", "caja de regalo", "подарочная коробка"),
    ],
    price_percent: &[100, 190, 150],
};
pub(crate) const SWITCHES: SizeRun = SizeRun {
    name: w("轴体", "switches", "loại switch", "สวิตช์", "interruptores", "переключатели"),
    values: &[
        w("红轴", "red switches", "switch đỏ", "สวิตช์แดง", "rojos", "красные"),
        w("茶轴", "brown switches", "switch nâu", "สวิตช์น้ำตาล", "marrones", "коричневые"),
        w("青轴", "blue switches", "switch xanh", "สวิตช์ฟ้า", "azules", "синие"),
        w("静音轴", "silent switches", "switch êm", "สวิตช์เงียบ", "silenciosos", "тихие"),
    ],
    price_percent: &[100, 100, 100, 118],
};
pub(crate) const PLUGS: SizeRun = SizeRun {
    name: w("插头", "plug", "phích cắm", "ปลั๊ก", "enchufe", "вилка"),
    values: &[
        w("国标", "CN plug", "chuẩn Trung Quốc", "ปลั๊กจีน", "enchufe CN", "вилка CN"),
        w("美规", "US plug", "chuẩn Mỹ", "ปลั๊กสหรัฐ", "enchufe EE. UU.", "вилка US"),
        w("欧规", "EU plug", "chuẩn châu Âu", "ปลั๊กยุโรป", "enchufe UE", "вилка EU"),
        w("英规", "UK plug", "chuẩn Anh", "ปลั๊กอังกฤษ", "enchufe RU", "вилка UK"),
    ],
    price_percent: &[100, 105, 105, 105],
};
pub(crate) const PHONES: SizeRun = SizeRun {
    name: MODEL,
    values: &[
        w("6.1寸", "6.1 inch", "6.1 inch", "6.1 นิ้ว", "6,1 pulgadas", "6,1 дюйма"),
        w("6.3寸", "6.3 inch", "6.3 inch", "6.3 นิ้ว", "6,3 pulgadas", "6,3 дюйма"),
        w("6.5寸", "6.5 inch", "6.5 inch", "6.5 นิ้ว", "6,5 pulgadas", "6,5 дюйма"),
        w("6.7寸", "6.7 inch", "6.7 inch", "6.7 นิ้ว", "6,7 pulgadas", "6,7 дюйма"),
        w("6.9寸", "6.9 inch", "6.9 inch", "6.9 นิ้ว", "6,9 pulgadas", "6,9 дюйма"),
    ],
    price_percent: FLAT,
};
pub(crate) const CONNECTIONS: SizeRun = SizeRun {
    name: w("版本", "version", "phiên bản", "รุ่น", "versión", "версия"),
    values: &[
        w("标准版", "standard", "tiêu chuẩn", "มาตรฐาน", "estándar", "стандарт"),
        w("升级版", "upgraded", "nâng cấp", "อัปเกรด", "mejorada", "улучшенная"),
        w("旗舰版", "flagship", "cao cấp nhất", "เรือธง", "tope de gama", "флагман"),
    ],
    price_percent: &[100, 128, 170],
};
pub(crate) const LENGTHS: SizeRun = SizeRun {
    name: w("尺寸", "dimensions", "kích thước", "ขนาด", "medidas", "размеры"),
    values: &[same("30x30cm"), same("40x40cm"), same("45x45cm"), same("50x50cm"), same("60x60cm")],
    price_percent: &[100, 118, 130, 145, 180],
};
pub(crate) const DIAMETERS: SizeRun = SizeRun {
    name: w("口径", "diameter", "đường kính", "เส้นผ่านศูนย์กลาง", "diámetro", "диаметр"),
    values: &[same("12cm"), same("16cm"), same("18cm"), same("20cm"), same("24cm")],
    price_percent: &[100, 125, 145, 165, 200],
};
pub(crate) const PAPER: SizeRun = SizeRun {
    name: w("开本", "format", "khổ giấy", "ขนาดกระดาษ", "formato", "формат"),
    values: &[same("A6"), same("A5"), same("B5"), same("A4")],
    price_percent: &[100, 135, 170, 210],
};
pub(crate) const THICKNESS: SizeRun = SizeRun {
    name: w("厚度", "thickness", "độ dày", "ความหนา", "grosor", "толщина"),
    values: &[same("6mm"), same("8mm"), same("10mm"), same("15mm")],
    price_percent: &[100, 115, 132, 165],
};
