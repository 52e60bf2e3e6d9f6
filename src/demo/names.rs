//! Words of which names are made.

/// Organizations that API users belong to.
pub(super) const ORGANIZATIONS: [&str; 24] = [
    "Northgate Hospital",
    "Harbour Logistics",
    "Lakeside University",
    "Meridian Airlines",
    "Stadtwerke Nord",
    "Atelier Rivière",
    "Summit Schools Trust",
    "Blue Fern Hotels",
    "City of Aldermoor",
    "Kestrel Energy",
    "Orchard Housing",
    "Pinewood Care",
    "Quantum Labs",
    "Red Lantern Events",
    "Silverline Rail",
    "Tidewater Port",
    "Union Square Library",
    "Vantage Security",
    "Westfield Museum",
    "Yarrow Pharma",
    "Zephyr Marine",
    "Compagnie du Lac",
    "Ærø Færge",
    "Granite Construction",
];

/// What a set of cards is for.
pub(super) const CARDS: [&str; 12] = [
    "Staff Badges",
    "Visitor Passes",
    "Student Cards",
    "Contractor IDs",
    "Library Cards",
    "Parking Permits",
    "Press Accreditation",
    "Volunteer Badges",
    "Alumni Cards",
    "Locker Tags",
    "Conference Passes",
    "Crew IDs",
];

/// Where a machine stands.
pub(super) const PLACES: [&str; 20] = [
    "lobby",
    "gate",
    "hr",
    "frontdesk",
    "campus",
    "warehouse",
    "reception",
    "north",
    "south",
    "east",
    "west",
    "tower",
    "annex",
    "clinic",
    "garage",
    "dock",
    "press",
    "events",
    "security",
    "it",
];

/// What a machine does.
pub(super) const MACHINES: [&str; 14] = [
    "kiosk", "printer", "scanner", "sync", "import", "export", "terminal", "tablet", "camera", "signpad", "bridge",
    "worker", "portal", "backup",
];

/// What Administrators write down.
pub(super) const NOTES: [&str; 8] = [
    "Replaced on warranty, same desk.",
    "Owner: facilities. Ask before changing privileges.",
    "Runs nightly at 02:00 local time.",
    "Temporary, for the summer intake.",
    "Moved here from the old panel.",
    "Contract ends in March.\nRenewal is with procurement.",
    "Only the day shift uses this.",
    "Password is in the vault under its own name.",
];

/// Where machines stand in the world.
pub(super) const ZONES: [&str; 10] = [
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "UTC",
];
