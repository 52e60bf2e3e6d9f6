skip-to-content = Skip to main content
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
go-to-start = Go to the home page
cancel = Cancel
close = Close
copy = Copy
copied = Copied
delete = Delete
help-about = Help: { $what }
help-lead = What each screen does, field by field.
help-pages = Help pages
unsaved = Unsaved changes
secret-once = This is shown only once. Copy it now and keep it in a safe place.
time-never = Never
time-just-now = just now
time-minutes-ago = { $minutes } min ago
time-hours-ago = { $hours } h ago
timezone-none = No timezone matches. Try a city (Paris), a country (France) or an offset (UTC+01:00).
status-new = New
status-active = Active
status-inactive = Inactive
status-trash = Trash
status-new-meaning = Not saved yet. It can log in as soon as you save it.
status-active-meaning = Active API users can log in with their roles and privileges specified for this organization.
status-inactive-meaning = Inactive API users can’t log in. Their settings are kept.
status-trash-meaning = Trashed API users can’t log in. Only an Administrator can delete them permanently.
move-to-active = Move to Active
move-to-inactive = Move to Inactive
move-to-trash = Move to Trash
api-user-role-operator = Operator
api-user-role-administrator = Administrator
api-user-role-operator-meaning = Can do what its privileges allow.
api-user-role-administrator-meaning = With Trash/Delete Records, can also delete trashed records permanently.
panel-role-administrator = Administrator
panel-role-manager = Manager
panel-role-auditor = Auditor
theme-system = Match the system
theme-light = Light
theme-dark = Dark
clash-title = Changed in the meantime
clash-text = The fields below were changed both here and elsewhere. Nothing has been saved yet, and what you typed is still here. Choose which value to keep, then save again.
clash-by = Changed by
clash-theirs = Keep the saved value:
clash-mine = Replace it with mine:
clash-password = The password was changed. To change it again, enter that new password as the Current Password.
clash-came-along = Also changed in the meantime. Saving keeps these changes:
merged-title = Saved, along with changes made in the meantime
meanwhile-title = Changed since you opened the page
meanwhile-text = Nothing has been done yet. Review the changes, then decide.
meanwhile-by-you = you, in another tab
meanwhile-by-administrator = an administrator
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
pending = { $changes } in { $projects }
pending-changes =
    { $count ->
        [one] { $n } change
       *[other] { $n } changes
    }
pending-projects =
    { $count ->
        [one] { $n } project
       *[other] { $n } projects
    }
status-count-all = All
status-count-active = Active
status-count-inactive = Inactive
status-count-trash = Trash
labelled = { $label }: { $value }
