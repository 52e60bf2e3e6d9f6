-- What wrk asks: the page of its URL, or the calls of the file that CALLS names, one a line: the value of Authorization, a
-- tab, the body. In a body VALUE stands for a number that never comes again.
local file = os.getenv("CALLS")
local calls, turn, threads, begun = {}, 0, 0, os.time()

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  for line in file and io.lines(file) or function() end do
    local authorization, body = line:match("^([^\t]*)\t(.*)$")
    local headers = {["Authorization"] = authorization, ["Content-Type"] = "application/json"}
    local whole = not body:find("VALUE", 1, true) and wrk.format("POST", nil, headers, body)
    calls[#calls + 1] = {headers = headers, body = body, whole = whole}
  end
  -- The threads begin at different places.
  turn = number * math.floor(#calls / 2)
end

if file then
  function request()
    turn = turn + 1
    local call = calls[turn % #calls + 1]
    return call.whole or wrk.format("POST", nil, call.headers, (call.body:gsub("VALUE", begun .. number .. "-" .. turn)))
  end
end

-- What wrk knows, exactly and on one line; what it prints itself is rounded.
done = function(summary, latency, requests)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = '{"requests":%d,"took_us":%d,"p50_us":%d,"p99_us":%d,"failures":%d}\n'
  io.write(form:format(summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failures))
end
