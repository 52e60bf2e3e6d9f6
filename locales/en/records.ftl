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
records-none-own = A record is one card of this project. Create the first one here, or with your programs.
records-none-ask-own = A record is one card of this project. You can read the records here as soon as there are some; to create one takes Add Records.
records-none-there = No records have this status
records-show-all = Show all records
records-no-hit = No records match
records-no-hit-text = Check the spelling or use a shorter part of the value. One or two characters match only the beginning of unique values, such as the ID number.
record-new-meaning = Not saved yet. It is Active as soon as you save it.
record-active-meaning = The card is in use.
record-inactive-meaning = The card is not in use. Its values are kept.
record-trash-meaning = Only an Administrator can delete it permanently.
record-trash-meaning-own = The card is put away. Its values are kept.
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
record-gone-text-read = Nothing was saved. Below is only what you typed yourself.
record-history = History
record-history-why = Who changed what, and when.
record-history-by = by
record-history-from = from { $address }
record-history-older = Older changes
record-was-created = Created
record-was-changed = Changed
record-was-moved = Moved
record-by-api-user = API user
record-by-api-client = API user, run by { $name } in the API client
record-by-panel-user = panel user
record-delete-title = Delete record { $name } permanently?
record-delete-where = in { $project }
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
