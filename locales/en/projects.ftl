new-project = New Project
save-project = Save Project
project-search = Search projects
projects-none = No projects yet
projects-none-text = A project is a set of cards. An Administrator can create the first one with New Project.
projects-no-hit = No projects match
project-about = Project
project-about-why = New projects are Inactive, and no API user has any privileges in them yet.
project-key = Project secret key
project-key-why = API users send it with their own key to identify the project. Shown once, at creation. It can’t be shown again.
project-created-title = { $name } was created
project-created-text = It is Inactive: no API user can use it until you move it to Active. Here is its secret key.
project-created-next = Open { $name }
projects-range =
    { $total ->
        [one] 1 project
       *[other] { $first }–{ $last } of { $total } projects
    }
