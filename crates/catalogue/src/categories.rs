//! The tree of categories that the offers hang in: departments above, kinds of goods below them.

use std::collections::BTreeMap;

use crate::kinds;
use crate::name_id;
use crate::words::{LANGUAGES, Words, w};

/// A category with its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its id: 8 digits for a kind of goods, 7 for a department.
    pub id: u64,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name by language (`en`, `vi`, `th`, `es`, `ru`).
    pub translations: BTreeMap<&'static str, String>,
    /// Id of the category above; 0 for a department.
    pub parent_id: u64,
}

impl Category {
    /// 1 for a department, 2 for a kind of goods.
    pub fn level(&self) -> u32 {
        if self.parent_id == 0 { 1 } else { 2 }
    }

    /// Whether nothing is below it.
    pub fn is_leaf(&self) -> bool {
        self.parent_id != 0
    }
}

const DEPARTMENTS: [Words; 25] = [
    w("女装", "women's clothing", "thời trang nữ", "เสื้อผ้าผู้หญิง", "ropa de mujer", "женская одежда"),
    w("男装", "men's clothing", "thời trang nam", "เสื้อผ้าผู้ชาย", "ropa de hombre", "мужская одежда"),
    w("内衣", "underwear", "đồ lót", "ชุดชั้นใน", "ropa interior", "нижнее бельё"),
    w("运动鞋", "sports shoes", "giày thể thao", "รองเท้ากีฬา", "calzado deportivo", "спортивная обувь"),
    w("鞋", "shoes", "giày dép", "รองเท้า", "zapatos", "обувь"),
    w("女鞋", "women's shoes", "giày nữ", "รองเท้าผู้หญิง", "zapatos de mujer", "женская обувь"),
    w("箱包", "bags and luggage", "túi và vali", "กระเป๋า", "bolsos y maletas", "сумки и чемоданы"),
    w("配饰", "accessories", "phụ kiện", "เครื่องประดับ", "accesorios", "аксессуары"),
    w("手表", "watches", "đồng hồ đeo tay", "นาฬิกา", "relojes", "часы"),
    w("居家", "home life", "đồ gia dụng", "ของใช้ในบ้าน", "hogar diario", "товары для дома"),
    w("数码", "digital", "kỹ thuật số", "ดิจิทัล", "electrónica digital", "цифровая техника"),
    w("电脑", "computers", "máy tính", "คอมพิวเตอร์", "informática", "компьютеры"),
    w("灯具", "lighting", "đèn", "โคมไฟ", "iluminación", "освещение"),
    w("家居", "home", "nhà cửa", "บ้าน", "casa", "дом"),
    w("家居饰品", "home decoration", "trang trí nhà", "ของตกแต่งบ้าน", "decoración", "декор"),
    w(
        "小家电",
        "small appliances",
        "điện gia dụng nhỏ",
        "เครื่องใช้ไฟฟ้าขนาดเล็ก",
        "pequeños electrodomésticos",
        "мелкая техника",
    ),
    w("厨房", "kitchen", "nhà bếp", "ครัว", "cocina", "кухня"),
    w("家纺", "home textiles", "vải gia dụng", "สิ่งทอในบ้าน", "textil del hogar", "домашний текстиль"),
    w("家具", "furniture", "nội thất", "เฟอร์นิเจอร์", "muebles", "мебель"),
    w("园艺", "gardening", "làm vườn", "การทำสวน", "jardinería", "садоводство"),
    w("收纳", "storage", "lưu trữ", "ที่จัดเก็บ", "almacenaje", "хранение"),
    w("玩具", "toys", "đồ chơi", "ของเล่น", "juguetes", "игрушки"),
    w("文具", "stationery", "văn phòng phẩm", "เครื่องเขียน", "papelería", "канцелярия"),
    w("运动", "sports", "thể thao", "กีฬา", "deporte", "спорт"),
    w("其他", "other", "khác", "อื่น ๆ", "otros", "прочее"),
];

/// Every category: departments in the order in which their goods first appear, each followed by its kinds.
pub(crate) fn all() -> Vec<Category> {
    let mut departments: Vec<(Category, Vec<Category>)> = Vec::new();
    for facts in kinds::all() {
        let (department, leaf) = facts.category_zh.split_once("->").unwrap_or(("其他", facts.category_zh));
        let parent_id = department_id(department);
        let kind = Category {
            id: facts.category_id,
            name_zh: leaf.to_owned(),
            translations: in_all(&facts.noun),
            parent_id,
        };
        match departments.iter_mut().find(|(known, _)| known.id == parent_id) {
            Some((_, kinds)) => kinds.push(kind),
            None => {
                let words = DEPARTMENTS.iter().find(|words| words.zh == department);
                let translations = words.map(in_all).unwrap_or_default();
                let name_zh = department.to_owned();
                departments
                    .push((Category { id: parent_id, name_zh, translations, parent_id: 0 }, vec![kind]));
            }
        }
    }
    departments.into_iter().flat_map(|(department, kinds)| std::iter::once(department).chain(kinds)).collect()
}

/// The id of a department: the catalogue has none, so it comes from the name.
pub fn department_id(name_zh: &str) -> u64 {
    name_id(name_zh, 7)
}

fn in_all(words: &Words) -> BTreeMap<&'static str, String> {
    LANGUAGES.iter().map(|language| (*language, words.in_language(language).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_category_has_an_id_of_its_own_and_a_name_in_every_language() {
        let all = all();
        let ids: HashSet<u64> = all.iter().map(|category| category.id).collect();
        assert_eq!(ids.len(), all.len());
        for category in &all {
            assert_eq!(category.translations.len(), LANGUAGES.len(), "{}", category.name_zh);
            assert!(category.parent_id == 0 || ids.contains(&category.parent_id), "{}", category.name_zh);
        }
    }
}
