import base64
import json
import os{import}
import sys
import urllib.error
import urllib.request

body = {body}
login = f"{{os.environ['PRODUCER_USERNAME']}}:{{os.environ['PRODUCER_PASSWORD']}}"
request = urllib.request.Request(
    os.environ["PRODUCER_URL"],
    data=json.dumps(body).encode(),
    headers={{
        "Authorization": "Basic " + base64.b64encode(login.encode()).decode(),
        "Content-Type": "application/json",{header}
    }},
)
try:
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
except urllib.error.HTTPError as error:
    sys.exit(error.read().decode())
print(json.dumps(answer["data"], indent=2, ensure_ascii=False)){save}
