curl --fail-with-body --silent --show-error "$PRODUCER_URL" \
  --user "$PRODUCER_USERNAME:$PRODUCER_PASSWORD"{fields}
