{import}async function call() {{
    const body = {body};
    const login = process.env.PRODUCER_USERNAME + ":" + process.env.PRODUCER_PASSWORD;
    const response = await fetch(process.env.PRODUCER_URL, {{
        method: "POST",
        headers: {{
            "Authorization": "Basic " + Buffer.from(login).toString("base64"),
            "Content-Type": "application/json",{header}
        }},
        body: JSON.stringify(body),
    }});
    const answer = await response.json();
    if (answer.status !== "success") {{
        throw new Error(answer.message);
    }}
    console.log(JSON.stringify(answer.data, null, 2));{save}
}}

call().catch((error) => {{
    console.error(error.message);
    process.exitCode = 1;
}});
