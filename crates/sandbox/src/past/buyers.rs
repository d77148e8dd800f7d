//! For whom things were bought, and how sellers praised them then.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::wire;

/// A receiver in China: a client's forwarder or a warehouse of one's own.
pub(super) struct Buyer {
    pub(super) name: &'static str,
    pub(super) mobile: &'static str,
    pub(super) province: &'static str,
    pub(super) city: &'static str,
    pub(super) district: &'static str,
    pub(super) street: &'static str,
    pub(super) post_code: &'static str,
}

const fn buyer(
    name: &'static str,
    mobile: &'static str,
    place: [&'static str; 3],
    street: &'static str,
    post_code: &'static str,
) -> Buyer {
    let [province, city, district] = place;
    Buyer { name, mobile, province, city, district, street, post_code }
}

const BUYERS: [Buyer; 14] = [
    buyer("陈志远", "13800010001", ["广东省", "广州市", "白云区"], "石井街道石沙路18号A3仓", "510430"),
    buyer("利马02仓", "13800010002", ["浙江省", "义乌市", "北苑街道"], "春晗路66号2号库", "322000"),
    buyer(
        "Nguyễn Thị Hà",
        "13800010003",
        ["广西壮族自治区", "崇左市", "凭祥市"],
        "友谊关物流园5栋",
        "532600",
    ),
    buyer(
        "河内04仓",
        "13800010004",
        ["广西壮族自治区", "南宁市", "青秀区"],
        "民族大道166号上海大厦B库",
        "530022",
    ),
    buyer("สมชาย ใจดี", "13800010005", ["广东省", "东莞市", "虎门镇"], "富民服装城旁泰国专线仓", "523900"),
    buyer("José Martínez", "13800010006", ["浙江省", "宁波市", "北仑区"], "保税东区兴业四路2号", "315800"),
    buyer("马德里03仓", "13800010007", ["上海市", "上海市", "浦东新区"], "航头镇航鹤路2166号", "201316"),
    buyer("林晓梅", "13800010008", ["福建省", "泉州市", "晋江市"], "池店镇百捷中央公园12号", "362212"),
    buyer("迪拜01仓", "13800010009", ["广东省", "广州市", "越秀区"], "三元里大道兴隆大厦负一层", "510405"),
    buyer(
        "Phạm Văn Đức",
        "13800010010",
        ["云南省", "红河哈尼族彝族自治州", "河口瑶族自治县"],
        "槟榔路边贸仓9号",
        "661300",
    ),
    buyer("王建国", "13800010011", ["山东省", "临沂市", "兰山区"], "顺和家居物流园C区", "276000"),
    buyer("利马05仓", "13800010012", ["浙江省", "义乌市", "福田街道"], "国际商贸城五区8号门", "322001"),
    buyer("欧阳雪", "13800010013", ["北京市", "北京市", "大兴区"], "西红门镇鼎业路10号院", "100162"),
    buyer("María Peña", "13800010014", ["广东省", "深圳市", "宝安区"], "福永街道和平社区桥和路", "518103"),
];

const SEASONS: [&str; 4] = ["冬季", "春季", "夏季", "秋季"];
const PRAISE: [&str; 16] = [
    "现货速发",
    "跨境专供",
    "一件代发",
    "源头工厂直供",
    "支持混批",
    "ins风",
    "高级感小众设计",
    "家用大容量",
    "送礼佳品",
    "外贸出口品质",
    "网红同款",
    "加厚耐用",
    "学生宿舍",
    "办公室通勤",
    "亲子款",
    "限时特惠包邮",
];

/// Who an order was for; some buy far more than others.
pub(super) fn draw(random: &mut ChaCha8Rng) -> &'static Buyer {
    let most = random.random_range(1..=BUYERS.len());
    &BUYERS[random.random_range(0..most)]
}

/// A title as it stood at a time (epoch milliseconds): sellers write year, season and praise around it.
pub(super) fn title_then(title: &str, at_ms: i64, random: &mut ChaCha8Rng) -> String {
    let day = wire::beijing_time(at_ms);
    let year = day.get(..4).unwrap_or_default();
    let month: usize = day.get(5..7).and_then(|text| text.parse().ok()).unwrap_or_default();
    let season = SEASONS[month % 12 / 3];
    let praise = PRAISE[random.random_range(0..PRAISE.len())];
    match random.random_range(0..3) {
        0 => format!("{year}{season}新款{title}{praise}"),
        1 => format!("{praise} {title} {year}年新品"),
        _ => format!("{title}{season}{praise}"),
    }
}
