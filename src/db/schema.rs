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
        last_used_at -> BigInt,
        last_used_from -> Text,
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
        run_by -> Text,
    }
}

table! {
    audit_head (id) {
        id -> Integer,
        seq -> BigInt,
    }
}

table! {
    project_fields (id) {
        id -> Text,
        project_id -> Text,
        position -> Integer,
        name -> Text,
        label -> Text,
        kind -> Text,
        max_length -> Integer,
        is_required -> Bool,
        is_unique -> Bool,
        default_value -> Text,
        choices -> Text,
        is_removed -> Bool,
    }
}

table! {
    project_color_codes (project_id, code) {
        project_id -> Text,
        code -> Integer,
        name -> Text,
        color -> Text,
    }
}

table! {
    record_counters (project_id) {
        project_id -> Text,
        next_id_number -> BigInt,
        active -> BigInt,
        inactive -> BigInt,
        trash -> BigInt,
    }
}

table! {
    records (project_id, id) {
        project_id -> Text,
        id -> Text,
        field_values -> Text,
        is_active -> Bool,
        is_in_trash -> Bool,
        is_checked_in -> Bool,
        is_in_print_queue -> Bool,
        color_code -> Integer,
        inserted_at -> BigInt,
        modified_at -> BigInt,
        pictured_at -> BigInt,
        printed_at -> BigInt,
        version -> BigInt,
        signed_at -> BigInt,
    }
}

table! {
    record_pictures (record_id, kind) {
        record_id -> Text,
        kind -> Text,
        format -> Text,
        width -> Integer,
        height -> Integer,
        made_at -> BigInt,
        bytes -> Binary,
    }
}

table! {
    unique_values (project_id, field_id, value_key) {
        project_id -> Text,
        field_id -> Text,
        value_key -> Text,
        record_id -> Text,
    }
}

table! {
    record_changes (record_id, version) {
        record_id -> Text,
        version -> BigInt,
        salt -> Text,
        changes -> Text,
    }
}

table! {
    record_search (key) {
        key -> BigInt,
        record_id -> Text,
        project_id -> Text,
        text -> Text,
        indexed_text -> Nullable<Text>,
    }
}

table! {
    record_search_fill (id) {
        id -> Integer,
        after_project -> Text,
        after_id -> Text,
        is_done -> Bool,
    }
}

table! {
    calls (at, nonce) {
        at -> BigInt,
        nonce -> Integer,
        api_user_id -> Text,
        project_id -> Text,
        origin -> Text,
        key_last_four -> Text,
        deed -> Text,
        parts -> Integer,
        record_id -> Text,
        record_state -> Text,
        broken_rule -> Text,
        error -> Text,
        is_repeat -> Bool,
        address -> Text,
        duration -> BigInt,
        run_by -> Text,
    }
}

table! {
    call_counts (owner_id, quarter, verdict) {
        owner_id -> Text,
        quarter -> BigInt,
        verdict -> Text,
        total -> BigInt,
    }
}

table! {
    failed_logins (minute, api_user_id, network, reason) {
        minute -> BigInt,
        api_user_id -> Text,
        network -> Text,
        reason -> Text,
        total -> BigInt,
    }
}

table! {
    login_networks (api_user_id, network) {
        api_user_id -> Text,
        network -> Text,
        last_login_at -> BigInt,
    }
}

table! {
    call_answers (api_user_id, repeat_key) {
        api_user_id -> Text,
        repeat_key -> Text,
        salt -> Text,
        body_digest -> Text,
        record_id -> Text,
        answer -> Text,
        at -> BigInt,
    }
}

table! {
    quotas (api_user_id) {
        api_user_id -> Text,
        calls -> BigInt,
    }
}

table! {
    quota_use (api_user_id, month) {
        api_user_id -> Text,
        month -> Text,
        calls -> BigInt,
    }
}

table! {
    card_designs (project_id) {
        project_id -> Text,
        design -> Text,
        logo_id -> Nullable<Text>,
    }
}

table! {
    card_logos (id) {
        id -> Text,
        project_id -> Text,
        width -> Integer,
        height -> Integer,
        made_at -> BigInt,
        bytes -> Binary,
    }
}

allow_tables_to_appear_in_same_query!(projects, privileges, project_fields, record_counters, api_users, quotas);
allow_tables_to_appear_in_same_query!(api_users, api_user_search);
allow_tables_to_appear_in_same_query!(card_designs, card_logos);
allow_tables_to_appear_in_same_query!(records, unique_values);
allow_tables_to_appear_in_same_query!(api_users, secret_keys, login_networks, failed_attempts);
allow_tables_to_appear_in_same_query!(records, record_search);
