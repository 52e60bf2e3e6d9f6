//! The records of projects: the cards.
