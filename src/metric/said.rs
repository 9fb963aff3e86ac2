//! What has been said in the sentence that is being read.

use super::cue::{Role, Roles};

/// What stands in the sentence before the present token, and no rule looks further back from a number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    /// The roles of its words.
    pub(crate) roles: Roles,
    /// Whether a place or a town is named.
    pub(crate) place: bool,
}

impl Said {
    /// What has been said where a sentence begins.
    pub(crate) fn nothing() -> Self {
        #[cfg(test)]
        if anything() {
            return Self { roles: Roles::ALL, place: true };
        }
        Self::default()
    }

    /// Whether anything was named that can hold a value.
    pub(crate) const fn holder(self) -> bool {
        self.place || self.roles.any(HOLDERS)
    }
}

/// The roles of words that stand for places.
const HOLDERS: Roles = Roles::of(&[Role::Seat, Role::Together]);

/// Whether no question may be passed over because the text cannot need it: the oracle of those that are.
#[cfg(test)]
pub(super) fn anything() -> bool {
    tests::ANYTHING.get()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use crate::metric::cue::Roles;
    use crate::metric::token::Kind;
    use crate::metric::{MetricParser, TextRole};

    thread_local! {
        /// Whether every word may have been said, so that no rule passes over a question.
        pub(super) static ANYTHING: Cell<bool> = const { Cell::new(false) };
    }

    /// The pieces of sentences whose words the rules ask for, and of plain ones.
    const PIECES: [&str; 65] = [
        "越城区",
        "柯桥区、",
        "绍兴市",
        "店口镇",
        "开发区",
        "市本级",
        "三地",
        "全市",
        "全省",
        "第",
        "分别",
        "各",
        "其中",
        "、",
        "和",
        ",",
        ";",
        "。",
        "(",
        ")",
        ":",
        "\n",
        "2023年",
        "1-6月",
        "年度",
        "计划",
        "力争",
        "预计",
        "已",
        "完成",
        "完成率",
        "形象进度",
        "增长",
        "下降",
        "增速",
        "同比",
        "比",
        "高于",
        "与去年同期相比",
        "达",
        "达到",
        "超",
        "以上",
        "不低于",
        "扣除",
        "按照",
        "在",
        "中",
        "的",
        "等",
        "占",
        "排名",
        "最快",
        "工业增加值",
        "项目",
        "企业",
        "建设",
        "新建",
        "开工",
        "任务",
        "5",
        "3.2%",
        "12家",
        "20亿元",
        "1.2个百分点",
    ];

    /// All tokens are the oracle.
    #[test]
    fn the_walk_knows_all_that_move_it() {
        let mut next = crate::random::numbers(2);
        let (parser, mut towns, mut moved) = (MetricParser::new(), 0, 0);
        for _ in 0..2000 {
            let text: String = (0..20).map(|_| PIECES[next(PIECES.len())]).collect();
            let lexed = parser.lexed(&text);
            let mut expected = Vec::new();
            let mut said = Roles::default();
            for (index, token) in lexed.tokens.iter().enumerate() {
                said = said.or(token.roles);
                if token.moves() {
                    expected.push((index, std::mem::take(&mut said)));
                }
                towns += usize::from(matches!(token.kind, Kind::Town));
            }
            let moves: Vec<_> = lexed.moves.iter().map(|one| (one.token, one.said)).collect();
            assert_eq!(moves, expected, "{text}");
            moved += moves.len();
        }
        assert!(towns > 100 && moved > 10_000, "{towns} {moved}");
    }

    #[test]
    fn no_rule_misses_what_was_said() {
        let mut next = crate::random::numbers(1);
        let mut found = 0;
        for _ in 0..4000 {
            let text: String = (0..20).map(|_| PIECES[next(PIECES.len())]).collect();
            let role = if next(2) == 0 { TextRole::Progress } else { TextRole::Requirement };
            let parser = MetricParser::new().with_year(2023).with_role(role);
            let read = parser.read(&text);
            ANYTHING.set(true);
            let asked = parser.read(&text);
            ANYTHING.set(false);
            assert_eq!(read, asked, "{text}");
            found += read.0.len();
        }
        assert!(found > 4000);
    }
}
