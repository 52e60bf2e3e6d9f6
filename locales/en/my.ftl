my-kind = API user
my-can-do = What you can do
my-projects-none = No projects yet
my-projects-none-text = You don’t have access to any active project. Ask an administrator to grant you Access Producer.
my-projects-without-effect =
    { $count ->
        [one] In one other project, your privileges have no effect right now: the project isn’t active, or you don’t have Access Producer there. Ask an administrator if you need it.
       *[other] In { $count } other projects, your privileges have no effect right now: the project isn’t active, or you don’t have Access Producer there. Ask an administrator if you need them.
    }
my-facts-why = Only an administrator can change your username, role and organization.
my-privileges = Privileges
my-privileges-why = What you can do in each project. Only an administrator can change this.
my-privileges-all = See all { $count } projects
my-reading = Language and timezone
my-reading-why = For these pages and for the answers of the API.
my-timezone-hint = Changes only how times are shown. Dates are stored in UTC; daylight saving is automatic.
my-password-why = The API takes the new password at once and refuses the old one, so have your programs at hand. You’re signed out everywhere else.
my-key-why = Your programs send it with the username and password. It can’t be shown again.
my-key-last-used = Last used
