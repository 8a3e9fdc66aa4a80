#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures servers against each other with wrk, turn and turn about, and writes a Markdown table.

compare.sh starts the servers and calls this. Every round asks each server for each kind of request
before the next round begins, so that all of them meet the same machine; of the rounds the best one
counts, because others on the machine only ever take away.
"""
import argparse
import datetime
import http.client
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
PATHS = {'constant': '/health/live', 'verify': '/api/token/verify/', 'profile': '/account/profile',
         'refresh': '/api/token/refresh/', 'login': '/api/token/'}
# Kind, other server, other kind, how much of it.
AIMS = [('constant', 'nginx', 'constant', 0.6), ('verify', 'product', 'constant', 0.85),
        ('profile', 'product', 'constant', 0.75), ('refresh', 'product', 'constant', 0.35),
        ('verify', 'peer', 'verify', 50), ('profile', 'peer', 'profile', 30),
        ('refresh', 'peer', 'refresh', 40), ('login', 'peer', 'login', 1.5)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--product', required=True, metavar='URL')
    parser.add_argument('--nginx', metavar='URL')
    parser.add_argument('--peer', metavar='URL')
    parser.add_argument('--pid', action='append', default=[], metavar='NAME=PID',
                        help='process of a server, for the CPU time that a request costs it')
    parser.add_argument('--connections', default='1,8,64')
    parser.add_argument('--kinds', default='constant,verify,profile,refresh,login')
    parser.add_argument('--seconds', type=int, default=5)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--username', default='admin')
    parser.add_argument('--password', default='admin')
    parser.add_argument('--hash-ms', type=float, help='time of one password hash on one thread')
    parser.add_argument('--hash-threads', type=int, default=max(1, os.cpu_count() // 2))
    parser.add_argument('--out', help='Markdown file; standard output unless given')
    return parser.parse_args()


def process_seconds(root):
    """CPU seconds that a process and its living descendants have used."""
    times, children = {}, {}
    for name in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{name}/stat', encoding='utf-8') as file:
                fields = file.read().rpartition(')')[2].split()
        except OSError:
            continue
        times[int(name)] = int(fields[11]) + int(fields[12])
        children.setdefault(int(fields[1]), []).append(int(name))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += times.get(pid, 0)
        waiting += children.get(pid, [])
    return total / os.sysconf('SC_CLK_TCK')


class Server:
    def __init__(self, name, url, options):
        self.name, self.url, self.options = name, url.rstrip('/'), options
        self.pid = dict(text.split('=') for text in options.pid).get(name)

    def log_in(self):
        """The tokens of a new session; asks again while the server is too busy to hash."""
        parts = urlsplit(self.url)
        body = json.dumps({'username': self.options.username, 'password': self.options.password})
        while True:
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
            connection.request('POST', PATHS['login'], body, {'Content-Type': 'application/json'})
            reply = connection.getresponse()
            text = reply.read()
            connection.close()
            if reply.status == 200:
                return json.loads(text)
            if reply.status != 503:
                sys.exit(f'cannot log in at {self.url}: {reply.status} {text[:200]}')
            time.sleep(0.05)

    def refresh_tokens(self, count):
        tokens = []
        lock = threading.Lock()

        def work():
            while True:
                with lock:
                    if work.left <= 0:
                        return
                    work.left -= 1
                token = self.log_in()['refresh']
                with lock:
                    tokens.append(token)

        work.left = count
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return tokens

    def start_wrk(self, kind, connections, seconds, environment):
        return subprocess.Popen(
            ['wrk', '-t', '1', '-c', str(connections), '-d', f'{seconds}s', '--timeout', '60s',
             '-s', os.path.join(HERE, 'requests.lua'),
             self.url + ('/' if self.name == 'nginx' else PATHS[kind])],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=dict(os.environ, BENCH_KIND=kind, BENCH_USERNAME=self.options.username,
                     BENCH_PASSWORD=self.options.password, **environment))

    def measure(self, kind, connections, seconds=None):
        """Good answers per second and the like of one run."""
        environment = {}
        with tempfile.NamedTemporaryFile('w', suffix='.tokens') as file:
            if kind in ('verify', 'profile'):
                environment['BENCH_ACCESS'] = self.log_in()['access']
            if kind == 'refresh':
                spare = connections + connections // 4 + 4
                file.write(''.join(token + '\n' for token in self.refresh_tokens(spare)))
                file.flush()
                environment['BENCH_TOKENS'] = file.name
            before = process_seconds(int(self.pid)) if self.pid else 0
            result = result_of(self.start_wrk(kind, connections, seconds or self.options.seconds,
                                              environment))
            if self.pid:
                spent = process_seconds(int(self.pid)) - before
                result['cpu'] = spent * 1e6 / max(1, result['good'] + result['refused'])
            return result


def result_of(process):
    output = process.communicate()[0]
    for line in output.splitlines():
        if line.startswith('RESULT '):
            result = json.loads(line[7:])
            result['rate'] = result['good'] / result['seconds']
            return result
    sys.exit('wrk said:\n' + output)


def measure_all(servers, kinds, counts, rounds):
    """(server, kind, connections) to the best round."""
    best = {}
    for turn in range(rounds):
        for connections in counts:
            for kind in kinds:
                for server in servers:
                    if server.name == ('peer' if kind == 'constant' else 'nginx'):
                        continue
                    result = server.measure(kind, connections)
                    key = (server.name, kind, connections)
                    print(f'round {turn + 1}: {server.name} {kind} at {connections}: '
                          f"{result['rate']:.0f}/s", file=sys.stderr, flush=True)
                    if key not in best or result['rate'] > best[key]['rate']:
                        best[key] = result
    return best


def flood(product, rounds, seconds):
    """p99 of verify at 8 connections: idle, and while 8 others log in; the medians of the rounds."""
    idle, flooded = [], []
    for _ in range(rounds):
        idle.append(product.measure('verify', 8, seconds)['p99'])
        access = product.log_in()['access']
        logins = product.start_wrk('login', 8, seconds + 2, {})
        time.sleep(1)
        verify = product.start_wrk('verify', 8, seconds, {'BENCH_ACCESS': access})
        flooded.append(result_of(verify)['p99'])
        result_of(logins)
    return sorted(idle)[rounds // 2], sorted(flooded)[rounds // 2]


def machine():
    name = platform.processor() or platform.machine()
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        for line in file:
            if line.startswith('model name'):
                name = line.partition(':')[2].strip()
                break
    return f'{os.cpu_count()} × {name}, {platform.system()} {platform.release()}'


def rate_text(rate):
    return f'{rate:,.0f}' if rate >= 100 else f'{rate:.1f}'


def rates_table(best, counts):
    rows = ['| server | request | '
            + ' | '.join(f'{c} conn., per s | p99 ms | CPU µs' for c in counts) + ' |',
            '|---|---|' + '---:|---:|---:|' * len(counts)]
    pairs = []
    for name, kind, _ in best:
        if (name, kind) not in pairs:
            pairs.append((name, kind))
    for name, kind in pairs:
        cells = []
        for connections in counts:
            result = best[(name, kind, connections)]
            note = f" ({result['broken']} broken)" if result['broken'] else ''
            if result['refused'] and kind != 'login':
                note += f" ({result['refused']} refused)"
            cells += [rate_text(result['rate']) + note, f"{result['p99']:.2f}",
                      f"{result['cpu']:.1f}" if 'cpu' in result else '–']
        rows.append(f'| {name} | {kind} | ' + ' | '.join(cells) + ' |')
    return rows


def ratio_cell(best, kind, other, other_kind, connections, aim):
    mine = best.get(('product', kind, connections))
    theirs = best.get((other, other_kind, connections))
    if not mine or not theirs or not theirs['rate']:
        return '–'
    ratio = mine['rate'] / theirs['rate']
    mark = '' if ratio >= aim else ' (short)'
    return f'{ratio:.2f}{mark}'


def ratios_table(best, counts):
    rows = ['| ratio | aim | ' + ' | '.join(f'{c} conn.' for c in counts) + ' |',
            '|---|---:|' + '---:|' * len(counts)]
    for kind, other, other_kind, aim in AIMS:
        cells = [ratio_cell(best, kind, other, other_kind, c, aim) for c in counts]
        if all(cell == '–' for cell in cells):
            continue
        against = f'{other_kind}' if other == 'product' else f'{other} {other_kind}'
        rows.append(f'| {kind} ÷ {against} | {aim} | ' + ' | '.join(cells) + ' |')
    return rows


def login_line(best, counts, options):
    rates = [best[('product', 'login', c)]['rate'] for c in counts
             if ('product', 'login', c) in best]
    if not rates or not options.hash_ms:
        return []
    bound = options.hash_threads * 1000 / options.hash_ms
    return ['', f'Login: best {max(rates):.1f}/s; {options.hash_threads} hashing thread(s) ÷ one hash of '
            f'{options.hash_ms:.1f} ms = {bound:.1f}/s, so {max(rates) / bound:.2f} of it (aim 0.90).']


def main():
    options = arguments()
    counts = [int(count) for count in options.connections.split(',')]
    kinds = options.kinds.split(',')
    product = Server('product', options.product, options)
    servers = [Server('nginx', options.nginx, options)] if options.nginx else []
    servers.append(product)
    if options.peer:
        servers.append(Server('peer', options.peer, options))
    best = measure_all(servers, kinds, counts, options.rounds)
    when = datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d %H:%M UTC')
    lines = [f'{when}, {machine()}. wrk with one thread on the same machine, {options.rounds} rounds of '
             f'{options.seconds} s, the best counts; p99, and the CPU time that a request cost the server, are those of the '
             'best round.', '']
    lines += rates_table(best, counts) + [''] + ratios_table(best, counts)
    lines += login_line(best, counts, options)
    if 'login' in kinds and 'verify' in kinds:
        idle, flooded = flood(product, options.rounds, options.seconds)
        lines += ['', f'verify p99 at 8 connections: {idle:.2f} ms idle, {flooded:.2f} ms while 8 others '
                  f'log in without pause, so {flooded / idle:.2f} times (aim: at most 2).']
    text = '\n'.join(lines) + '\n'
    if options.out:
        with open(options.out, 'w', encoding='utf-8') as file:
            file.write(text)
    else:
        print(text, end='')


if __name__ == '__main__':
    main()
