-- SPDX-License-Identifier: GPL-3.0-or-later
-- What wrk asks for compare.py. BENCH_KIND is constant, verify, profile, refresh or login; the other
-- variables carry what the requests need. done() prints one line "RESULT {...}".
local kind = os.getenv("BENCH_KIND")

last_bad = 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local function post(body)
  wrk.method, wrk.body = "POST", body
  wrk.headers = { ["Content-Type"] = "application/json" }
end

if kind == "verify" then
  post('{"token": "' .. os.getenv("BENCH_ACCESS") .. '"}')
elseif kind == "login" then
  post('{"username": "' .. os.getenv("BENCH_USERNAME") .. '", "password": "' ..
       os.getenv("BENCH_PASSWORD") .. '"}')
elseif kind == "profile" then
  wrk.headers = { ["Authorization"] = "Bearer " .. os.getenv("BENCH_ACCESS") }
elseif kind == "refresh" then
  -- Every answer brings the token for a later request, and no token is sent twice. wrk does not
  -- tell for which connection it acts, so the tokens wait in a queue; a connection has one request
  -- under way, so as many are out as there are connections. A few spare ones are there because wrk
  -- calls request() once before it starts.
  post("")
  local queue, front, back = {}, 1, 0
  local function put(token)
    back = back + 1
    queue[back] = token
  end

  local head -- all but the length and the body; wrk.format() would put it together each time

  function init()
    head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] ..
           "\r\nContent-Type: application/json\r\nContent-Length: "
    for token in io.lines(os.getenv("BENCH_TOKENS")) do put(token) end
  end

  function request()
    local token = queue[front]
    if token then
      queue[front] = nil
      front = front + 1
    end
    local body = '{"refresh": "' .. (token or "none left") .. '"}'
    return head .. #body .. "\r\n\r\n" .. body
  end

  function response(status, headers, body)
    if status ~= 200 then
      last_bad = status
      return
    end
    local _, name = body:find('"refresh"', 1, true)
    local from = body:find('"', name + 1, true)
    put(body:sub(from + 1, body:find('"', from + 1, true) - 1))
  end
end

function done(summary, latency)
  local bad = 0
  for _, thread in ipairs(threads) do
    if thread:get("last_bad") ~= 0 then bad = thread:get("last_bad") end
  end
  local e = summary.errors
  io.write(string.format(
    'RESULT {"seconds":%.3f,"good":%d,"refused":%d,"broken":%d,"last_bad":%d,"p50":%.3f,"p99":%.3f}\n',
    summary.duration / 1e6, summary.requests - e.status, e.status,
    e.connect + e.read + e.write + e.timeout, bad,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
