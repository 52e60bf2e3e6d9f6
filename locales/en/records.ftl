records = Records
records-of = Records in { $project }
new-record = New Record
save-record = Save Record
records-search = Search records
records-range =
    { $total ->
        [one] 1 record
       *[other] { $first }–{ $last } of { $total } records
    }
records-range-many = { $first }–{ $last } of more than { $total } records. Narrow the search to see the rest.
records-none = No records yet
records-none-text = A record is one card of this project. Create the first one here; API users with Add Records can add records too.
records-none-ask = A record is one card of this project. An Administrator or a Manager can create the first one.
records-none-there = No records have this status
records-show-all = Show all records
records-no-hit = No records match
records-no-hit-text = Check the spelling or use a shorter part of the value. One or two characters match only the beginning of unique values, such as the ID number.
record-new-meaning = Not saved yet. It is Active as soon as you save it.
record-active-meaning = The card is in use.
record-inactive-meaning = The card is not in use. Its values are kept.
record-trash-meaning = Only an Administrator can delete it permanently.
record-restore-active = Restore as Active
record-restore-inactive = Restore as Inactive
record-values = Values
record-values-why = Only fields that aren’t marked as optional are needed.
record-card = Card
record-flags = Handling
record-no-value = empty
record-no-choice = Choose…
record-no-color-code = None
record-yes = yes
record-no = no
record-field-active = Active
record-field-trash = In Trash
record-field-check-in = Checked in
record-field-print-queue = In the print queue
record-field-color-code = Color code
record-pictured = Photo taken
record-printed = Last printed
record-key = Record key
record-hint-length =
    { $max ->
        [one] 1 character.
       *[other] Up to { $max } characters.
    }
record-hint-number = A number such as 12 or -0.5.
record-hint-date = Year-month-day, such as 2027-06-30.
record-hint-email = An e-mail address such as ana@example.org.
record-hint-choice = One from the list.
record-hint-unique = No two records can have the same.
record-hint-next-number = Leave empty to get the next number.
record-hint-color-code = What each color means is set with the project.
record-error-taken = Another record has this value. Enter a different one.
record-error-not-a-number = Enter a number such as 12 or -0.5, with a point and without spaces.
record-error-not-a-date = Enter a date that exists as year-month-day, such as 2027-06-30.
record-error-not-an-email = Enter an e-mail address such as ana@example.org.
record-gone-title = This record was deleted
record-gone-text = Nothing was saved. Below is only what you typed yourself; you can save it as a new record.
record-history = History
record-history-why = Who changed what, and when.
record-history-by = by
record-history-from = from { $address }
record-history-older = Older changes
record-was-created = Created
record-was-changed = Changed
record-was-moved = Moved
record-by-api-user = API user
record-by-panel-user = panel user
record-delete-title = Delete record { $name } permanently?
record-delete-where = in { $project }
record-delete-photo = Its photo
record-delete-signature = Its signature
record-delete-values =
    { $count ->
        [one] Its value in one field
       *[other] Its values in { $count } fields
    }
record-delete-history = Every value it ever had: its history is emptied
record-delete-answers = What the API’s stored answers say of it
record-delete-audit = The audit trail: that the record existed, which fields it had, and who deleted it, but none of its values
record-delete-button = Delete record { $name } permanently
flash-record-created = Record { $name } created.
flash-record-saved = Record { $name } saved.
flash-record-activated = Record { $name } moved to Active.
flash-record-deactivated = Record { $name } moved to Inactive. Its values are kept.
flash-record-trashed = Record { $name } moved to Trash. An Administrator can delete it permanently.
flash-record-deleted = Record { $name } deleted permanently. Its ID number can be used again.
record-photo = Photo
record-signature = Signature
record-picture-added = added
record-picture-replaced = replaced
record-picture-removed = removed
record-pictures = Photo and signature
record-photo-alt = Photo of { $name }
record-photo-none = No photo
record-signature-alt = Signature of { $name }
record-signature-none = No signature
record-picture-missing = Choose a file first.
record-picture-changed = Someone else changed it meanwhile. What is saved now is shown here; save yours again to replace it.
photo-file = Photo file
photo-hint = JPEG, PNG or WebP, up to { $max } MB.
save-photo = Save Photo
remove-photo = Remove Photo
signature-file = Signature file
signature-hint = PNG or JPEG, up to { $max } MB.
save-signature = Save Signature
remove-signature = Remove Signature
live-camera = Live Camera
camera-guide = Place the face in the oval, the shoulders on the lines.
camera-still = The photo you took
camera-starting = Starting the camera…
camera-take = Take Photo
camera-retake = Retake
camera-refused = The browser may not use the camera. Allow it in the browser’s settings for this site, then retake.
camera-missing = No camera was found. Plug one in, then retake, or choose a file instead.
camera-taken = Another program is using the camera. Close it, then retake.
camera-unplugged = The camera was unplugged or turned off. Plug it in, then retake.
camera-insecure = Browsers only give the camera to pages opened with https. Ask the server administrator, or choose a file instead.
camera-broken = The camera doesn’t work. Try another one, or choose a file instead.
draw-signature = Draw Signature
signature-guide = Sign with a pen, a finger or the mouse.
signature-paper = Signature area
signature-undo = Undo
signature-clear = Clear
