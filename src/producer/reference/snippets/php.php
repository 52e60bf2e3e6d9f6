<?php
$body = {body};
$call = curl_init(getenv("PRODUCER_URL"));
curl_setopt_array($call, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_USERPWD => getenv("PRODUCER_USERNAME") . ":" . getenv("PRODUCER_PASSWORD"),
    CURLOPT_HTTPHEADER => [
        "Content-Type: application/json",{header}
    ],
    CURLOPT_POSTFIELDS => json_encode($body),
]);
$answer = json_decode((string) curl_exec($call), true);
if (($answer["status"] ?? "") !== "success") {{
    fwrite(STDERR, ($answer["message"] ?? curl_error($call)) . "\n");
    exit(1);
}}
echo json_encode($answer["data"], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";{save}
