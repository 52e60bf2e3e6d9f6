producer-body-too-large = The request body is larger than { $max } MB. Send less in one request.
producer-unsupported-media-type = Send the request body as application/json or application/x-www-form-urlencoded, and name that type in the Content-Type header.
producer-body-empty = The request body is empty. Send the call in it, as JSON or as a form.
producer-body-truncated = The request body ends too early. Check that it is sent in full.
producer-body-malformed = The request body isn’t valid JSON (line { $line }, column { $column }).
producer-body-not-utf8 = The request body contains bytes that aren’t valid UTF-8. Send it in UTF-8.
producer-body-lone-surrogate = The request body contains half of a surrogate pair (\ud800 to \udfff). Send the character itself, or both halves.
producer-body-not-an-object = The request body must be a JSON object.
producer-body-duplicate = The request body contains “{ $field }” more than once. Send it once.
producer-body-too-deep = The request body is nested too deeply. Use at most { $max } levels.
producer-body-json-as-form = The body is JSON, but Content-Type says it is a form. Send “Content-Type: application/json”.
producer-body-too-many-members = The request body has more members than any call needs. Send fewer.
producer-body-bad-name = The field name “{ $field }” isn’t valid. Write nested names like api[api_action].
producer-address-not-found = There is nothing at this address. Send calls to /producer/.
producer-method-not-allowed = This address only accepts { $methods } requests.
producer-too-slow = The request took too long to arrive. Send it again.
producer-too-many-failed-logins =
    { $seconds ->
        [one] Too many failed logins. Wait a second, then try again.
       *[other] Too many failed logins. Wait { $seconds } seconds, then try again.
    }
producer-rate-limited =
    { $seconds ->
        [one] Too many requests. Wait a second, then try again.
       *[other] Too many requests. Wait { $seconds } seconds, then try again.
    }
producer-quota-exhausted = This API user has used up its quota. Wait for the quota to renew, or ask an Administrator to raise it.
producer-busy = The server is busy, so nothing was done. Try again in a moment.
producer-storage-unavailable = The server can’t reach its data right now, so nothing was done. Try again later. If it keeps happening, tell the server administrator.
producer-unauthorized = Login failed. Check the username, the password and user_secret_key, or ask an Administrator whether this API user can log in.
producer-project-forbidden = This API user can’t access this project. Check project_secret_key, or ask an Administrator about the project and the privilege { $privilege }.
producer-member-missing = “{ $field }” is missing.
producer-member-one-of = “{ $field }” has an unknown value. Accepted values: { $choices }.
producer-member-not-an-object = “{ $field }” must be an object with named members.
producer-member-not-one-field = “{ $field }” must contain exactly one field with one value, such as idc_id_number with 10000.
producer-member-not-in-range = “{ $field }” must be a whole number from { $min } to { $max }.
producer-member-not-text = “{ $field }” must be text.
producer-member-not-alone = “{ $field }” deletes the record, so no other field can be changed in the same call. Send it alone.
producer-member-unknown-cursor = “{ $field }” isn’t a cursor of this server. Send next_cursor exactly as it was returned, or leave it out to start from the first record.
producer-privilege-missing = This API user needs the privilege { $privilege } in this project. Ask an Administrator to grant it.
producer-privilege-preview-or-print = This API user needs the privilege { $preview } or { $print } in this project. Ask an Administrator to grant one of them.
producer-privilege-erase = This API user needs the privilege { $erase } in this project. With { $trash }, an API user with the role Administrator can delete records that are in Trash.
producer-record-not-found = No record of this project matches api_primary_key.
producer-photo-not-found = This record has no photo.
producer-unknown-field = This project has no field “{ $field }”.
producer-member-not-unique = Name a unique field of the project in “{ $field }”, such as idc_id_number.
producer-read-only-field = “{ $field }” is read-only. Leave it out.
producer-duplicate-value = Another record already has this value of “{ $field }”. Send a different one.
producer-idempotency-key-reused = This Idempotency-Key was already used for a different request. Use a new key for each request.
producer-idempotency-key-invalid = The Idempotency-Key header isn’t valid. Send a short key without spaces, such as a UUID.
producer-internal = Something went wrong on the server, and the error was logged. Try again. If it keeps happening, tell the server administrator.
producer-value-required = “{ $field }” requires a value.
producer-value-too-long = “{ $field }” can’t be longer than { $max } characters.
producer-value-control-character = “{ $field }” contains an invisible control character. Remove it.
producer-value-not-a-number = “{ $field }” must be a decimal number, such as -12.50.
producer-value-not-a-date = “{ $field }” must be a date in the format YYYY-MM-DD.
producer-value-not-an-email = “{ $field }” must be an email address, such as ana@example.org.
producer-value-not-a-choice = “{ $field }” must be one of the choices defined in the project.
producer-value-not-a-flag = “{ $field }” must be 0 or 1.
producer-value-not-a-color-code = “{ $field }” must be one of the project’s color codes.
producer-value-image = “{ $field }”: { $reason }
producer-value-not-text = “{ $field }” must be text, a number or null.
