//! Words of which the holders of cards are made.

/// First names.
pub(super) const FIRST_NAMES: [&str; 24] = [
    "Ada", "Amélie", "Björn", "Chidi", "Clara", "Dmitri", "Elena", "Farid", "Grace", "Hana", "Ines", "Jamal",
    "Kateryna", "Liam", "Mei", "Noor", "Oliver", "Priya", "Quentin", "Rosa", "Søren", "Tomasz", "Wanjiru", "Zoë",
];

/// Last names.
pub(super) const LAST_NAMES: [&str; 32] = [
    "Abbott", "Almeida", "Bauer", "Bennett", "Castillo", "Chen", "Dubois", "Eriksson", "Fischer", "García", "Haddad",
    "Ito", "Jensen", "Kowalski", "Lefèvre", "Martin", "Müller", "Nakamura", "Novák", "O'Brien", "Okafor", "Patel",
    "Quinn", "Rossi", "Sato", "Silva", "Singh", "Taylor", "Ueda", "Vogel", "Wang", "Young",
];

/// What they do.
pub(super) const TITLES: [&str; 12] = [
    "Accountant",
    "Analyst",
    "Assistant",
    "Caretaker",
    "Driver",
    "Engineer",
    "Guest",
    "Manager",
    "Nurse",
    "Student",
    "Technician",
    "Volunteer",
];
