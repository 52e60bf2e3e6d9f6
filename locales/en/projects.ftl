new-project = New Project
save-project = Save Project
project-search = Search projects
projects-none = No projects yet
projects-none-text = A project is a set of cards. An Administrator creates the first one with New Project.
projects-no-hit = No project matches
project-about = Project
project-about-why = A new project is Inactive and gives nobody any privilege.
project-key = Project secret key
project-key-why = API users send it beside their own key to say which project they mean. Shown once, at creation. It can’t be shown again.
project-created-title = { $name } is created
project-created-text = It is Inactive: no API user reaches it until you move it to Active. This is its secret key.
project-created-next = Open { $name }
projects-range =
    { $total ->
        [one] 1 project
       *[other] { $first }–{ $last } of { $total } projects
    }
