//! `crosswire judge`: pairs of sentences in, relations out, line by line.
