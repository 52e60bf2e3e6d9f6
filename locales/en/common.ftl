skip-to-content = Skip to the content
title-error = Error:
error-summary-title =
    { $count ->
        [one] There is a problem
       *[other] There are { $count } problems
    }
nav-main = Main
nav-api-users = API Users
nav-projects = Projects
nav-help = Help Center
nav-language = Language
nav-account = My account
sign-out = Sign out
go-to-start = Go to the start page
cancel = Cancel
close = Close
copy = Copy
copied = Copied
delete = Delete
help-about = Help: { $what }
help-lead = What each screen does, field by field.
help-pages = Help pages
unsaved = Unsaved changes
secret-once = This is shown only once. Copy it now and keep it in a safe place: it can’t be shown again.
time-never = Never
time-just-now = just now
time-minutes-ago = { $minutes } min ago
time-hours-ago = { $hours } h ago
timezone-search = Search timezones
timezone-none = No timezone matches. Try a city, such as Paris.
status-all = All
status-new = New
status-active = Active
status-inactive = Inactive
status-trash = Trash
status-new-meaning = Not saved yet. It can log in as soon as you save it.
status-active-meaning = Can log in.
status-inactive-meaning = Can’t log in. Its settings are kept.
status-trash-meaning = Can’t log in. An Administrator may delete it for good.
move-to-active = Move to Active
move-to-inactive = Move to Inactive
move-to-trash = Move to Trash
api-user-role-operator = Operator
api-user-role-administrator = Administrator
api-user-role-operator-meaning = Does what its privileges allow.
api-user-role-administrator-meaning = With Trash/Delete Records, may also delete trashed records for good.
panel-role-administrator = Administrator
panel-role-manager = Manager
panel-role-auditor = Auditor
theme-system = Same as the system
theme-light = Light
theme-dark = Dark
clash-title = Changed in the meantime
clash-text = The fields below were changed here and elsewhere. Nothing is saved yet, and everything you typed is still here. Choose what to keep, then save again.
clash-by = Changed by
clash-theirs = Keep what is saved:
clash-mine = Save mine instead:
clash-password = The password was changed. To change it again, type the newest one as the current password.
clash-came-along = Also changed in the meantime. Your save keeps this:
merged-title = Saved, together with what was changed in the meantime
meanwhile-title = Changed since you opened the page
meanwhile-text = Nothing has been done yet. See what happened, then decide.
meanwhile-by-you = you, in another tab
meanwhile-by-command-line = the command line
meanwhile-change = { $field }: { $before } → { $after }
meanwhile-privileges = Privileges in { $project }
meanwhile-no-privileges = none
meanwhile-other = Something else
meanwhile-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
error-summary-line = { $field }: { $message }
