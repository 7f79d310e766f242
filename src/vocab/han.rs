//! Chinese characters that tell simplified, traditional and Japanese writing apart.
//!
//! A pair stands here only if its first character is in GB 2312 and not in Big5, and its second in Big5 and not in
//! GB 2312; characters used in both countries (`后`, `里`, `干`) decide nothing and are left out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a character says about the writing it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HanEvidence {
    /// Used in simplified Chinese only.
    Simplified,
    /// Used in simplified Chinese and in Japanese (`国`, `学`).
    SimplifiedOrJapanese,
    /// Used in traditional Chinese, in Korean and often in Japanese (`東`, `問`), not in simplified Chinese.
    Traditional,
    /// Used in Japanese only (`経`, `検`).
    Japanese,
}

/// Simplified and traditional characters in pairs, simplified first.
#[rustfmt::skip]
pub const PAIRS: &str = "\
    专專业業丛叢东東丝絲两兩严嚴丧喪个個临臨为為丽麗举舉义義乌烏乐樂乔喬习習乡鄉书書买買乱亂争爭亏虧亚亞 \
    产產亩畝亲親亿億仅僅从從仑侖仓倉仪儀们們众眾会會伞傘伟偉传傳伤傷伦倫伪偽侠俠侣侶侥僥侦偵侧側侨僑俩倆 \
    债債倾傾偿償储儲兑兌兰蘭关關兴興养養兽獸冈岡册冊写寫军軍农農冯馮冲衝决決况況冻凍净淨凉涼减減凑湊凤鳳 \
    凭憑凯凱击擊凿鑿刍芻刘劉则則刚剛创創删刪别別刹剎剂劑剐剮剑劍剥剝剧劇劝勸办辦务務动動励勵劲勁劳勞势勢 \
    勋勳匀勻匮匱区區医醫华華协協单單卖賣卢盧卤鹵卫衛却卻厅廳历歷厉厲压壓厌厭厕廁厢廂厦廈厨廚县縣参參双雙 \
    发發变變叙敘叠疊号號叹嘆吓嚇吕呂吗嗎启啟吴吳呐吶呕嘔员員呜嗚咏詠咙嚨响響哑啞哗嘩唤喚啮嚙喷噴嘱囑团團 \
    园園围圍国國图圖圆圓场場块塊坚堅坛壇坝壩坞塢坟墳坠墜垄壟垒壘垦墾垫墊堑塹堕墮墙牆壮壯声聲壳殼处處备備 \
    够夠头頭夹夾夺奪奋奮奖獎奥奧妆妝妇婦妈媽妪嫗姗姍娄婁娱娛婴嬰婶嬸孙孫学學孪孿宝寶实實宠寵审審宪憲宫宮 \
    宽寬宾賓寝寢对對寻尋导導寿壽将將尔爾尘塵尝嘗尧堯尽盡层層屉屜届屆属屬屡屢屿嶼岁歲岂豈岖嶇岗崗岛島峡峽 \
    峦巒巩鞏币幣帅帥师師帐帳带帶帧幀帮幫广廣庆慶庐廬库庫应應庙廟庞龐废廢开開弃棄张張弥彌弯彎弹彈强強归歸 \
    当當录錄彦彥彻徹径徑忆憶忧憂态態总總恋戀恳懇恶惡恼惱悬懸悯憫惧懼惨慘惩懲惫憊惭慚惯慣愤憤懒懶戏戲战戰 \
    户戶执執扩擴扫掃扬揚抚撫抛拋抢搶护護报報担擔拟擬拢攏拣揀拥擁拦攔拧擰拨撥择擇挚摯挛攣挝撾挞撻挟挾挠撓 \
    挡擋挣掙挤擠挥揮捞撈损損捡撿换換捣搗掳擄掷擲掺摻揽攬搀攙搁擱搂摟搅攪携攜摄攝摆擺摇搖摊攤敌敵数數斋齋 \
    斩斬断斷无無旧舊时時旷曠昙曇昼晝显顯晋晉晓曉晕暈暂暫术術杀殺杂雜权權条條来來杨楊枢樞枣棗枪槍枫楓柠檸 \
    标標栈棧栋棟栏欄树樹样樣桥橋桨槳桩樁梦夢检檢楼樓榄欖横橫樱櫻欢歡欧歐残殘殴毆毁毀毕畢毙斃氢氫汇匯汉漢 \
    汤湯沟溝没沒沥瀝沦淪沧滄沪滬泪淚泻瀉泼潑泽澤浅淺浆漿浇澆测測济濟浏瀏浑渾浓濃涛濤涝澇涡渦润潤涤滌涨漲 \
    渊淵渐漸渔漁渗滲温溫湾灣湿濕溃潰滚滾满滿滤濾滥濫滨濱滩灘潜潛灭滅灯燈灵靈灾災炉爐点點炼煉烁爍烂爛烛燭 \
    烟煙烦煩烧燒烩燴烫燙热熱焕煥爱愛爷爺牍牘牵牽状狀犹猶狈狽独獨狭狹狮獅狱獄猎獵猪豬猫貓献獻玛瑪环環现現 \
    琐瑣琼瓊瓯甌电電画畫畅暢疗療疟瘧疡瘍疮瘡疯瘋痈癰痉痙痨癆瘘瘺瘪癟瘫癱瘾癮癞癩癣癬皱皺盏盞盐鹽监監盖蓋 \
    盗盜盘盤睁睜瞒瞞瞩矚矫矯矿礦码碼砖磚础礎硕碩碍礙碱鹼礼禮祸禍积積称稱税稅稳穩穷窮窃竊窍竅窜竄窝窩竖豎 \
    竞競笔筆笼籠筛篩筹籌签簽简簡类類粮糧粪糞紧緊纠糾红紅约約级級纪紀纤纖纬緯纯純纱紗纲綱纳納纵縱纷紛纸紙 \
    纹紋纺紡线線练練组組细細织織终終绍紹经經结結绘繪给給络絡绝絕统統继繼绩績绪緒续續维維绵綿综綜绿綠缓緩 \
    编編缘緣缝縫缠纏缩縮罗羅罚罰罢罷职職联聯聪聰肃肅肠腸肤膚肾腎肿腫胀脹胁脅胆膽胶膠脉脈脏臟脐臍脑腦脓膿 \
    脚腳脱脫脸臉腻膩腾騰舆輿舰艦舱艙艰艱艺藝节節芜蕪苇葦苍蒼苏蘇茎莖荚莢荡蕩荣榮荤葷药藥获獲莱萊莲蓮营營 \
    萧蕭萨薩蒋蔣蓝藍蔷薔虏虜虑慮虚虛虽雖虾蝦蚀蝕蚁蟻蛊蠱蛰蟄蛮蠻蜗蝸蝇蠅蝉蟬补補衬襯袄襖装裝裤褲见見观觀 \
    规規视視觉覺誉譽计計订訂认認讨討让讓训訓议議记記讲講许許论論设設访訪证證评評识識诉訴诊診词詞译譯试試 \
    诗詩诚誠话話询詢该該详詳语語误誤诱誘说說请請诸諸诺諾读讀课課谁誰调調谈談谋謀谐諧谓謂谢謝谨謹谭譚谱譜 \
    贝貝贞貞负負贡貢财財责責贤賢败敗货貨质質贩販贪貪贫貧购購贮貯贯貫贵貴贷貸费費贺賀资資赋賦赖賴赛賽赞讚 \
    赵趙趋趨跃躍践踐躯軀车車转轉轮輪软軟轴軸轻輕载載较較辅輔辆輛辉輝输輸辑輯辞辭边邊辽遼达達迁遷过過迈邁 \
    运運还還这這进進远遠违違连連迟遲选選递遞逻邏遗遺邓鄧郑鄭邻鄰酝醞酱醬酿釀释釋鉴鑒针針钉釘钙鈣钛鈦钟鐘 \
    钠鈉钢鋼钥鑰钩鉤钱錢钻鑽钾鉀铁鐵铅鉛铜銅铝鋁银銀铸鑄链鏈销銷锁鎖锌鋅错錯锥錐锦錦键鍵镇鎮镜鏡镁鎂长長 \
    门門闪閃闭閉问問间間闷悶闻聞阀閥阅閱队隊阳陽阴陰阵陣阶階际際陆陸陈陳险險随隨隐隱难難雾霧静靜页頁顶頂 \
    项項顺順须須顾顧预預领領颅顱颈頸频頻颗顆题題颜顏额額颤顫风風飞飛饥飢饭飯饮飲饱飽饲飼馆館马馬驱驅驻駐 \
    验驗骑騎骤驟髅髏鱼魚鲁魯鲜鮮鸟鳥鸡雞鸭鴨麦麥黄黃齐齊齿齒龄齡龙龍龟龜龋齲伛傴绒絨缬纈铂鉑锂鋰铬鉻铋鉍 \
    锰錳钴鈷鳞鱗鳃鰓颌頜颊頰颞顳颧顴骈駢脍膾膑臏谵譫蔼藹馈饋驯馴缢縊绦絛纰紕瘅癉疠癘痫癇胪臚胧朧腭顎闹鬧 \
    闸閘闽閩陕陝陨隕鹅鵝鹰鷹黉黌赘贅贲賁赣贛锡錫镍鎳镉鎘铀鈾钡鋇铵銨锶鍶铯銫诃訶诂詁诠詮阈閾阐闡阑闌韧韌 \
    韩韓颖穎飘飄飓颶饪飪饵餌饿餓骄驕骗騙骚騷鲍鮑鲤鯉鸦鴉鸿鴻齑齏栉櫛桦樺毡氈泾涇涟漣渎瀆渍漬滞滯滦灤潇瀟 \
    濒瀕炜煒炽熾烃烴羟羥糁糝纭紜绌絀绎繹绛絳绞絞绢絹绣繡绥綏绫綾绮綺绯緋绰綽绳繩绷繃绸綢缀綴缄緘缅緬缆纜 \
    缉緝缎緞缔締缕縷缚縛缤繽缨纓缪繆缭繚缮繕缰韁缴繳";

/// The simplified ones of [`PAIRS`] that are also written in Japan (they stand in JIS X 0208).
#[rustfmt::skip]
pub const SIMPLIFIED_OR_JAPANESE: &str = "\
    个乱争从会侠册写冲决况凉凭刹剥励区医却厦厨参双叙号咏嘱国堕壮声奥学宝寝寿将尽届属屡峡广弃弥弯当彦径恋 \
    惧惨抛担挟携数断无旧昼晋条来枢梦楼横欧残殴没泪浅涛渊温湾湿潜灯炉点烟状犹独狭猪猫献画盖盗碍礼称税窃粮 \
    胆脉脚脱茎莱蒋虚蛮蝉装誉践躯辞随静麦黄滞";

/// Characters of JIS X 0208 that stand neither in GB 2312 nor in Big5.
#[rustfmt::skip]
pub const JAPANESE: &str = "\
    経検図発転変関対応売読駅広両戦脳剤薬険験覚観権歴帰従総続済焼拡弾沢縄荘桜囲徴塩悪実収処抜乗畳闘払辺満 \
    様郷労酔砕釈訳択駆鉱浄恵専巣挙栄営厳獣弐壱圧価児歯齢県亀斎斉竜滝覧譲醸嬢壌頼瀬髄髪歳渋摂渉毎黒黙臓蔵 \
    縦録銭鉄繊継絵緑猟犠焔渓桟楽薫勲込働畑峠枠糀辻塀雑縁謡遅鋳陥隷霊頚頬駄騒鶏挿捜掲撃暁暦栃歓渇澁瑠 \
    疎砿稲穂窓竪粛聴聡艶萠薗蛍蝋覇賛軽逓醤鈎錬隠顕";

/// The first and the last of the characters that [`evidence`] is asked about: the block of CJK Unified Ideographs, which holds all
/// that are listed here.
const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

/// What each character from [`FIRST`] to [`LAST`] decides. A table, because each character of each Chinese text is looked up.
static EVIDENCE: LazyLock<Vec<Option<HanEvidence>>> = LazyLock::new(|| {
    let mut evidence = vec![None; place_of(LAST) + 1];
    let mut enter = |character: char, decides: HanEvidence| {
        if let Some(slot) = evidence.get_mut(place_of(character)) {
            *slot = Some(decides);
        }
    };
    let characters = |list: &'static str| list.chars().filter(|character| !character.is_whitespace());
    for (position, character) in characters(PAIRS).enumerate() {
        let side = if position % 2 == 0 { HanEvidence::Simplified } else { HanEvidence::Traditional };
        enter(character, side);
    }
    characters(SIMPLIFIED_OR_JAPANESE)
        .for_each(|character| enter(character, HanEvidence::SimplifiedOrJapanese));
    characters(JAPANESE).for_each(|character| enter(character, HanEvidence::Japanese));
    evidence
});

/// Place of a character in the table; beyond its end for one that is not in the block.
fn place_of(character: char) -> usize {
    u32::from(character).checked_sub(u32::from(FIRST)).map_or(usize::MAX, |place| place as usize)
}

/// What a character decides; `None` for one that is written everywhere, and for anything that is not Chinese.
#[must_use]
pub fn evidence(character: char) -> Option<HanEvidence> {
    EVIDENCE.get(place_of(character)).copied().flatten()
}

/// Traditional and simplified characters of which one is written in both countries: they tell nothing apart, but have
/// one meaning in a label.
const ALSO_PAIRS: [(char, char); 9] = [
    ('構', '构'),
    ('機', '机'),
    ('資', '资'),
    ('訊', '讯'),
    ('與', '与'),
    ('誌', '志'),
    ('術', '术'),
    ('價', '价'),
    ('內', '内'),
];

static SIMPLE: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let characters: Vec<char> = PAIRS.chars().filter(|character| !character.is_whitespace()).collect();
    let pair = |pair: &[char]| Some((*pair.get(1)?, *pair.first()?));
    characters.chunks(2).filter_map(pair).chain(ALSO_PAIRS).collect()
});

/// A traditional character as it is simplified; any other one as it stands.
#[must_use]
pub fn simplified(character: char) -> char {
    SIMPLE.get(&character).copied().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_are_simplified() {
        let simple = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(simple("關鍵詞 來源 機構 資料類型 作者 a"), "关键词 来源 机构 资料类型 作者 a");
    }

    #[test]
    fn each_character_decides_one_thing() {
        let count = PAIRS.chars().filter(|character| !character.is_whitespace()).count();
        assert!(count >= 800 && count % 2 == 0);
        assert_eq!(evidence('东'), Some(HanEvidence::Simplified));
        assert_eq!(evidence('東'), Some(HanEvidence::Traditional));
        assert_eq!(evidence('国'), Some(HanEvidence::SimplifiedOrJapanese));
        assert_eq!(evidence('経'), Some(HanEvidence::Japanese));
        assert_eq!(evidence('后'), None);
        assert_eq!(evidence('a'), None);
        let listed =
            |list: &str| list.chars().filter(|character| !character.is_whitespace()).collect::<Vec<_>>();
        let of = |wanted: usize| listed(PAIRS).into_iter().skip(wanted).step_by(2).collect::<Vec<_>>();
        assert!(of(0).iter().all(|character| evidence(*character) != Some(HanEvidence::Traditional)));
        assert!(of(1).iter().all(|character| evidence(*character) == Some(HanEvidence::Traditional)));
        let all = [PAIRS, SIMPLIFIED_OR_JAPANESE, JAPANESE].map(listed).concat();
        assert!(
            all.iter().all(|character| (FIRST..=LAST).contains(character) && evidence(*character).is_some())
        );
        assert!(listed(SIMPLIFIED_OR_JAPANESE).iter().all(|character| of(0).contains(character)));
    }
}
