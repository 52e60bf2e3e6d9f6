//! The tables, as diesel sees them; the migrations are their source.

use diesel::{allow_tables_to_appear_in_same_query, table};

table! {
    settings (name) {
        name -> Text,
        value -> Binary,
    }
}

table! {
    account_names (username_key) {
        username_key -> Text,
        kind -> Text,
        owner_id -> Text,
    }
}

table! {
    panel_users (id) {
        id -> Text,
        username -> Text,
        role -> Text,
        language -> Text,
        timezone -> Text,
        theme -> Text,
        password_hash -> Text,
        password_version -> BigInt,
        status -> Text,
        last_login_at -> BigInt,
        created_at -> BigInt,
        modified_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    sessions (id_hash) {
        id_hash -> Text,
        account_kind -> Text,
        account_id -> Text,
        password_version -> BigInt,
        created_at -> BigInt,
        last_seen_at -> BigInt,
    }
}

table! {
    failed_attempts (subject) {
        subject -> Text,
        failures -> BigInt,
        last_failed_at -> BigInt,
    }
}

table! {
    api_users (id) {
        id -> Text,
        username -> Text,
        username_key -> Text,
        role -> Text,
        status -> Text,
        organization -> Text,
        organization_key -> Text,
        language -> Text,
        timezone -> Text,
        password_hash -> Text,
        last_login_at -> BigInt,
        created_at -> BigInt,
        modified_at -> BigInt,
        version -> BigInt,
        private_note -> Text,
        private_note_key -> Text,
    }
}

table! {
    api_user_search (key) {
        key -> BigInt,
        api_user_id -> Text,
        facet -> Text,
        username -> Text,
        organization -> Text,
    }
}

table! {
    api_user_note_search (key) {
        key -> BigInt,
        note -> Text,
    }
}

table! {
    search_fill (id) {
        id -> Integer,
        after_id -> Text,
        is_done -> Bool,
        counted -> BigInt,
    }
}

table! {
    deferred_indexes (name) {
        name -> Text,
        definition -> Text,
    }
}

table! {
    api_user_counts (status, role) {
        status -> Text,
        role -> Text,
        total -> BigInt,
    }
}

table! {
    organizations (organization_key) {
        organization_key -> Text,
        organization -> Text,
        api_users -> BigInt,
    }
}

table! {
    projects (id) {
        id -> Text,
        name -> Text,
        name_key -> Text,
        name_search -> Text,
        status -> Text,
        created_at -> BigInt,
        modified_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    secret_keys (key_hash) {
        key_hash -> Text,
        owner_kind -> Text,
        owner_id -> Text,
        last_four -> Text,
        created_at -> BigInt,
    }
}

table! {
    privileges (api_user_id, project_id) {
        api_user_id -> Text,
        project_id -> Text,
        bits -> Integer,
    }
}

table! {
    audit (seq) {
        seq -> BigInt,
        at -> BigInt,
        actor_kind -> Text,
        actor_id -> Text,
        actor_name -> Text,
        address -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        subject_name -> Text,
        action -> Text,
        version -> BigInt,
        changes -> Text,
    }
}

table! {
    audit_head (id) {
        id -> Integer,
        seq -> BigInt,
    }
}

allow_tables_to_appear_in_same_query!(projects, privileges);
allow_tables_to_appear_in_same_query!(api_users, api_user_search);
allow_tables_to_appear_in_same_query!(api_users, privileges);
