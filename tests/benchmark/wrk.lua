-- What wrk knows, exactly and on one line; what it prints itself is rounded.
done = function(summary, latency, requests)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = '{"requests":%d,"took_us":%d,"p50_us":%d,"p99_us":%d,"failures":%d}\n'
  io.write(form:format(summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failures))
end
