if answer=$(curl --fail-with-body --silent --show-error "$PRODUCER_URL" \
  --user "$PRODUCER_USERNAME:$PRODUCER_PASSWORD" \
  --header "Content-Type: application/json" \{header}
  --data-binary @- <<JSON
{body}
JSON
)
then
  printf '%s\n' "$answer"{save}
else
  printf '%s\n' "$answer" >&2
  false
fi
