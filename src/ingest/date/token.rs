//! A date's numbers, words and marks; digits of all scripts become ASCII.

use crate::ingest::columns::fold_name;

/// One piece of a date.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Number),
    Word(String),
    Mark(char),
}

/// A number and how it is written, since `05` and `5` differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) value: i64,
    pub(super) digits: String,
}

pub(super) fn tokens(value: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = value.chars().peekable();
    while let Some(&c) = chars.peek() {
        let mut run = String::new();
        if digit(c).is_some() {
            while let Some(d) = chars.peek().copied().and_then(digit) {
                run.push(d);
                chars.next();
            }
            let value = run.parse().unwrap_or(i64::MAX);
            tokens.push(Token::Number(Number { value, digits: run }));
        } else if c.is_alphabetic() {
            while let Some(&l) = chars.peek()
                && (l.is_alphabetic() || matches!(l, '\u{64B}'..='\u{652}' | '\u{640}' | '\'' | '’'))
            {
                run.push(l);
                chars.next();
            }
            tokens.push(Token::Word(fold_name(&run)));
        } else {
            chars.next();
            // Direction marks and spaces say nothing.
            if !c.is_whitespace()
                && !matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}')
            {
                tokens.push(Token::Mark(c));
            }
        }
    }
    tokens
}

fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        '\u{966}'..='\u{96F}' => 0x966,
        _ => return None,
    };
    char::from_digit(c as u32 - zero, 10)
}
