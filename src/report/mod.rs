//! A finished report to bytes, one file per format.
//!
//! Takes a [`Report`](crate::model::Report), gives bytes, and decides nothing.
