//! The sellers of both platforms.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::Platform;

/// Who sells an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Number of the seller or shop, 10 digits.
    pub id: u64,
    /// Shop name (Taobao) or company name (1688).
    pub name_zh: String,
    /// Login, called user nick on Taobao.
    pub login: String,
    /// Encrypted id that 1688 calls seller open id.
    pub open_id: String,
    /// Member id of 1688, `b2b-` and digits.
    pub member_id: String,
    /// Province that the goods are sent from.
    pub province: &'static str,
    /// City that the goods are sent from.
    pub city: &'static str,
    /// Years on the platform.
    pub years: u32,
    /// Rating in tenths, 41 to 50.
    pub rating_x10: u32,
}

const PLACES: [(&str, &str); 18] = [
    ("浙江省", "义乌市"),
    ("浙江省", "杭州市"),
    ("浙江省", "宁波市"),
    ("浙江省", "温州市"),
    ("浙江省", "台州市"),
    ("广东省", "广州市"),
    ("广东省", "深圳市"),
    ("广东省", "东莞市"),
    ("广东省", "佛山市"),
    ("广东省", "汕头市"),
    ("福建省", "泉州市"),
    ("福建省", "晋江市"),
    ("江苏省", "苏州市"),
    ("江苏省", "南通市"),
    ("江西省", "景德镇市"),
    ("河北省", "保定市"),
    ("山东省", "临沂市"),
    ("上海市", "上海市"),
];
const NAMES: [(&str, &str); 36] = [
    ("清禾", "qinghe"),
    ("木白", "mubai"),
    ("云和", "yunhe"),
    ("南街", "nanjie"),
    ("晨露", "chenlu"),
    ("湖畔", "hupan"),
    ("小窗", "xiaochuang"),
    ("山海", "shanhai"),
    ("知夏", "zhixia"),
    ("拾光", "shiguang"),
    ("青柠", "qingning"),
    ("向阳", "xiangyang"),
    ("鹿野", "luye"),
    ("半夏", "banxia"),
    ("初见", "chujian"),
    ("禾木", "hemu"),
    ("星野", "xingye"),
    ("北舟", "beizhou"),
    ("锦程", "jincheng"),
    ("恒达", "hengda"),
    ("嘉禾", "jiahe"),
    ("瑞丰", "ruifeng"),
    ("鑫源", "xinyuan"),
    ("宏图", "hongtu"),
    ("优品", "youpin"),
    ("蓝岸", "lanan"),
    ("橙心", "chengxin"),
    ("博睿", "borui"),
    ("千寻", "qianxun"),
    ("若水", "ruoshui"),
    ("暖屋", "nuanwu"),
    ("安然", "anran"),
    ("卓越", "zhuoyue"),
    ("百川", "baichuan"),
    ("浅草", "qiancao"),
    ("长风", "changfeng"),
];
const SHOPS: [&str; 6] = ["旗舰店", "生活馆", "小铺", "优选店", "工作室", "的店"];
/// What companies of each trade call themselves: wear, electronics, household.
const COMPANIES: [[&str; 3]; 3] = [
    ["服饰有限公司", "鞋服箱包厂", "服装商行"],
    ["电子科技有限公司", "数码科技厂", "电器有限公司"],
    ["日用品厂", "家居用品有限公司", "工艺品有限公司"],
];

/// Trades that sellers belong to; the seller at position `n` of [`generate`]'s answer belongs to trade `n % TRADES`.
pub(crate) const TRADES: usize = COMPANIES.len();

/// Draws the sellers of `platform`, one for each of the known names.
pub(crate) fn generate(
    platform: Platform,
    random: &mut ChaCha8Rng,
    ids: &mut super::generate::Ids,
) -> Vec<Seller> {
    NAMES
        .iter()
        .enumerate()
        .map(|(nth, (zh, latin))| {
            let (province, city) = PLACES[random.random_range(0..PLACES.len())];
            let id = ids.fresh(random, 10, '2');
            let name_zh = match platform {
                Platform::Taobao => format!("{zh}{}", SHOPS[random.random_range(0..SHOPS.len())]),
                Platform::Alibaba1688 => {
                    let town = city.trim_end_matches('市');
                    format!("{town}市{zh}{}", COMPANIES[nth % TRADES][random.random_range(0..3)])
                }
            };
            Seller {
                id,
                name_zh,
                login: format!("{latin}{}", random.random_range(10..9999)),
                open_id: open_id(random),
                member_id: format!("b2b-{id}{:05x}", random.random_range(0..0x10_0000u32)),
                province,
                city,
                years: random.random_range(1..18),
                rating_x10: random.random_range(41..=50),
            }
        })
        .collect()
}

fn open_id(random: &mut ChaCha8Rng) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let body: String = (0..22).map(|_| char::from(LETTERS[random.random_range(0..64)])).collect();
    format!("BBB{body}")
}
