api-users-list = API Users List
api-user-setup = API User Setup
new-api-user = New API User
list-by-status = By status
list-search = Search
list-search-for = Search API users
list-search-hint = Username or organization
list-search-hint-notes = Username, organization or note
list-any-role = Any
list-sort = Sort by
list-reset = Reset Filters
list-inserted = Inserted
list-modified = Modified
list-range =
    { $total ->
        [one] { $first }–{ $last } of { $total } item
       *[other] { $first }–{ $last } of { $total } items
    }
list-range-many = { $first }–{ $last } of more than { $total } items
list-none = No API users yet
list-none-text = An API user is a machine account that reaches your projects. Create the first one with New API User.
list-none-ask = An API user is a machine account that reaches your projects. Ask an Administrator to create the first one.
list-no-hit = No API user matches
list-no-hit-text = Try a shorter search, or press Reset Filters.
pager = Pages
pager-size = Per page
pager-page = Page
pager-of = of { $last }
pager-page-of = Page { $page } of { $last }
pager-previous = Previous
pager-next = Next
pager-go = Go
preview = Preview
preview-of = Preview { $username }
preview-failed = The preview can’t be loaded. Open the API user instead.
preview-open = Open API User Setup
preview-privileges = Privileges
preview-no-privileges = None in any project.
preview-more =
    { $count ->
        [one] and one more project
       *[other] and { $count } more projects
    }
save-user = Save User
setup-account = Account
setup-account-why = Who logs in, with which role and for which organization.
setup-preferences = Preferences
setup-preferences-why = In which language and timezone the API answers. What is stored stays the same.
setup-note-why = What this API user is for, and who looks after it.
setup-password-why = Leave all three fields empty to keep it. To change it, type the current one too.
setup-password-new-why = The API user logs in with it and with its secret key, which you get when you save.
setup-password-lost = Reset a lost password
generate = Generate
generated-note = A strong random password is filled in twice. Copy it before you save: it isn’t shown again.
password-again-note = Passwords are never sent back to you. If you typed one, type it again.
user-key = User secret key
user-key-why = The API user sends it beside its username and password. It was shown once, when the API user was created.
key-ends-in = Ends in (before the check)
key-created = Key created
created-title = The API user is created
created-text = It can log in at once with its username, its password and this secret key.
created-next = Open its setup
reset-title = Reset a lost password
reset-text = A strong random password replaces the lost one at once. You see it once, on the next page.
reset-button = Reset the password
was-reset-title = The password is reset
was-reset-text = The old password no longer works. Give the new one to whoever runs this API user.
was-reset-next = Back to its setup
delete-title = Delete for good?
delete-goes = What goes
delete-goes-fields = The API user with all its fields and its password
delete-goes-privileges =
    { $projects ->
        [0] Its privileges: it has none
        [one] Its privileges in one project
       *[other] Its privileges in { $projects } projects
    }
delete-goes-key = Its secret key, which stops working
delete-goes-name = Its username, which any other account may then take
delete-stays = What stays
delete-stays-audit = The audit trail, with the name and everything that was done
delete-stays-records = Every record that it added or changed
delete-button = Delete { $username }
gone-title = This API user was deleted meanwhile
gone-text = What you typed is still here and is not saved. Privileges in projects that were not shown are gone.
gone-save = Save User makes a new API user of it, with a new password and a new secret key.
list-none-there = No API user has this status
list-show-all = Show all
