fields = Fields
fields-title = Fields and color codes
fields-edit = Edit Fields
save-fields = Save Fields
flash-fields-saved = The fields and color codes of { $name } have been saved.
fields-why = What a record of this project holds. Programs know a field by its name; people see its label. Removing a field keeps its values.
fields-count = { $count } of up to { $most }
fields-full = These are as many fields as a project can have. Remove one to add another.
fields-add = Add a Field
fields-new = New field
fields-label = Label
fields-name = Name
fields-kind = Type
fields-kind-text = Text
fields-kind-number = Number
fields-kind-date = Date
fields-kind-email = E-mail
fields-kind-choice = Choice
fields-length = Length
fields-up-to = up to { $length }
fields-required = Required
fields-unique = Unique
fields-required-unique = Required, unique
fields-rules = Rules
fields-default = Default
fields-default-generated = Counted up
fields-choices = Choices
fields-choices-hint = One per line, up to 100.
fields-is-removed = Removed
fields-order = Order of the fields
fields-yes = yes
fields-no = no
fields-nothing = nothing
fields-property = { $field } – { $property }
fields-added = Field added: { $field }
fields-was-removed = Field removed: { $field }
fields-brought-back = Field brought back: { $field }
fields-up = Move { $field } up
fields-down = Move { $field } down
fields-remove = Remove { $field }
fields-removed = Removed fields
fields-removed-why = Their values are kept in the records, unseen. Bring a field back to use them again.
fields-removed-soon = Removed when you save
fields-bring-back = Bring Back
fields-bring-back-this = Bring Back { $field }
color-codes = Color codes
color-codes-why = Marks for records, such as one for each kind of card. Name those you use; a number without a name is not offered.
color-codes-none = This project has no color codes.
color-code = Color code { $code }
color-code-color = Color of code { $code }
color-code-name = Name of color code { $code }
color-code-none = Not used
definition-error-not-a-name = Start with idc_ and go on with lower-case letters a–z, digits or _, up to 64 characters. Names that every record has, such as idc_photo, are taken.
definition-error-name-taken = Another field has this name. Choose a different one.
definition-error-name-of-removed = A removed field has this name. Bring it back, or choose a different name.
definition-error-id-number = The ID number is always there: a required, unique text with this name.
definition-error-length = Enter a whole number from 1 to { $most }.
definition-error-no-choices = Enter at least one choice.
definition-error-too-many-choices = Shorten the list to { $most } choices or fewer.
definition-error-default =
    { $kind ->
        [number] Enter a number, such as 12.50, that fits the length. Or leave it empty.
        [date] Enter a date as YYYY-MM-DD, such as 2027-01-31. Or leave it empty.
        [email] Enter an e-mail address that fits the length. Or leave it empty.
        [choice] Enter one of the choices, exactly as it stands there. Or leave it empty.
       *[other] Shorten it to fit the length. Or leave it empty.
    }
definition-error-default-of-unique = A unique field can’t have a default: all new records would get the same value. Leave it empty.
definition-error-missing =
    { $records ->
        [one] 1 record has no value here. Fill it in first, or leave the field optional.
       *[other] { $records } records have no value here. Fill them in first, or leave the field optional.
    }
definition-error-unfit =
    { $records ->
        [one] 1 record has a value that doesn’t fit: ID number { $first }. Change it first.
       *[other] { $records } records have values that don’t fit, the first with ID numbers { $first }. Change them first.
    }
definition-error-duplicates =
    { $records ->
        [one] 1 record repeats a value that another has: { $first }. Change it first.
       *[other] { $records } records repeat values that others have, such as: { $first }. Change them first.
    }
definition-error-too-many = A project can have up to { $most } fields. Remove one first.
definition-error-color = Choose a color, as in #c62828.
definition-error-color-in-use =
    { $records ->
        [one] 1 record has this color code. It would keep the number, without a name or color. To remove the code anyway, save again.
       *[other] { $records } records have this color code. They would keep the number, without a name or color. To remove the code anyway, save again.
    }
