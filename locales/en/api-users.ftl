api-users-list = API Users List
api-user-setup = API User Setup
new-api-user = New API User
list-by-status = Filter by status
list-search = Search
list-search-for = Search API users
list-search-hint = Username or organization
list-search-hint-notes = Username, organization or note
list-any-role = Any
list-sort = Sort by
list-reset = Reset Filters
list-inserted = Inserted
list-modified = Modified
list-none = No API users yet
list-none-text = An API user is a machine account that accesses your projects. Create the first one with New API User.
list-none-ask = An API user is a machine account that accesses your projects. Ask an Administrator to create the first one.
list-no-hit = No API users match
list-no-hit-text = Try a shorter search, or reset the filters.
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
preview-open = Open { $username }
preview-privileges = Privileges
preview-no-privileges = No privileges in any project.
preview-more =
    { $count ->
        [one] and one more project
       *[other] and { $count } more projects
    }
save-user = Save User
setup-account = Account
setup-account-why = Identity, language and timezone.
setup-password-why = Enter its current password once and the new one twice, then save.
setup-password-new-why = The API user logs in with this password and its secret key, which is created when you save.
setup-password-lost = Reset a lost password
generate = Generate
generated-note = A strong password has been filled in for you. Copy it now: it isn’t shown again after you save.
password-again-note = If you entered passwords, enter them again: for security, they’re never sent back to the page.
user-key = User secret key
user-key-why = Shown once, at creation. It can’t be shown again.
key-ends-in = Key ends in
key-created = Key created
created-title = { $username } was created
created-text = It can log in right away. Pass these details on to whoever runs it.
reset-title = Reset the password for { $username }
reset-text = A strong random password will replace the current one immediately. It’s shown only once, on the next page.
reset-button = Reset the password
was-reset-title = The password for { $username } was reset
was-reset-text = The old password no longer works. Pass the new one on to whoever runs this API user. Its secret key stays the same.
delete-title = Delete { $username } permanently?
delete-goes = Will be deleted
delete-goes-fields = The API user, with all its fields and its password
delete-goes-privileges =
    { $projects ->
        [0] Its privileges (it has none)
        [one] Its privileges in one project
       *[other] Its privileges in { $projects } projects
    }
delete-goes-key = Its secret key, which stops working
delete-goes-name = Its username, which another account can then use
delete-stays = Will be kept
delete-stays-audit = The audit log, with its name and everything that was done
delete-stays-records = All records it added or changed
delete-button = Delete { $username }
gone-title = This API user was deleted in the meantime
gone-text = What you typed is still here but isn’t saved. Its privileges in projects that weren’t shown are gone.
gone-save = Save User creates a new API user from it, with a new password and a new secret key.
list-show-all = Show all
list-range =
    { $total ->
        [one] 1 API user
       *[other] { $first }–{ $last } of { $total } API users
    }
list-range-many = { $first }–{ $last } of more than { $total } API users
list-none-there = No API users have this status
setup-sections = On this page
setup-key = Key
setup-privileges = Privileges
setup-change-password = Change password
generated-note-new = A strong password has been filled in for you. Copy it now or on the next page, where it’s shown one last time.
created-open = Open { $username }
back-to-list = Back to the list
hand-over-username = Username
hand-over-password = Password
hand-over-key = User secret key
hand-over-copy-all = Copy all
hand-over-download = Download as a text file
hand-over-next = How programs use them:
hand-over-reference = Producer API
