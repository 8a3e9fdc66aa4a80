#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the tree that a compiler does not know.

check_tree.py [--root DIR]   reads every source file and prints one line for each breach; exit code 1 if there is one
check_tree.py --self-test    proves, on made-up files, that each rule notices what it is for
"""
import argparse
import os
import re
import sys
import tempfile

# Which folders a folder may include from, besides itself. Source: DESIGN section 2.
ARROWS = {
    'server/base': [],
    'server/token': ['server/base'],
    'server/store': ['server/base'],
    'server/auth': ['server/base', 'server/token', 'server/store'],
    'server/http': ['server/base', 'server/auth', 'server/token', 'server/store'],
    'server/runtime': ['server/base', 'server/token', 'server/store', 'server/auth', 'server/http'],
    'ui': ['server/base', 'server/token', 'server/runtime'],
    'app': ['server/base', 'server/token', 'server/store', 'server/auth', 'server/http', 'server/runtime', 'ui'],
}
# ui sees values and the two interfaces of runtime, never what stands behind them.
UI_HEADERS = {
    'server/runtime': {'adminapi.h', 'inspectionjson.h', 'sentence.h', 'verdictsentence.h', 'servercontrol.h'},
}
# Where a family of foreign headers may be used: folder prefixes; for QtHttpServer also the file's name.
FOREIGN = [
    (re.compile(r'Q(Abstract)?HttpServer\w*|QtHttpServer(/.*)?'), ('server/http/transport', 'server/http/qtcompat'),
     'only the adapter of server/http may know Qt HttpServer'),
    (re.compile(r'QSql\w*|QtSql(/.*)?'), ('server/store/', 'tests/'), 'only server/store may use Qt SQL'),
    (re.compile(r'openssl/.*'), ('server/token/', 'server/auth/', 'server/http/httpservertls', 'tests/'),
     'only token, auth and the TLS of http may use OpenSSL'),
    (re.compile(r'argon2\.h'), ('server/auth/', 'tests/'), 'only server/auth may use argon2'),
    (re.compile(r'CLI/.*'), ('app/', 'tests/'), 'only app may use CLI11'),
    (re.compile(r'Q(Widget|MainWindow|Dialog|Layout|Application|PushButton|Label|TableView|Chart\w*|Svg\w*)'
                r'|Qt(Widgets|Gui|Charts|Svg)(/.*)?'), ('ui/', 'app/', 'tests/'), 'server/ has no window'),
]
CODE = ('.cpp', '.h')
# Files past the first length are named; past the second, code of the product fails. A test may list many cases.
LONG, LONGEST = 450, 600
MACHINE_PATH = re.compile(r'(?<![\w.])/(home|root|work|Users|mnt)/[\w.-]')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMENT = re.compile(r'//.*')


def folder_of(path):
    parts = path.split('/')
    return '/'.join(parts[:2]) if parts[0] == 'server' else parts[0]


def include_breaches(path, number, line):
    found = INCLUDE.match(line)
    if not found:
        return
    quoted, target = found.group(1) == '"', found.group(2)
    own = folder_of(path)
    if quoted:
        if not re.match(r'(server|ui|app|tests)/', target) and not re.match(r'(ui_\w+|\w+\.moc)', target):
            yield number, 'include "%s" is not written from the repository root' % target
        if re.match(r'tests/', target) and own != 'tests':
            yield number, 'only tests may include "%s"' % target
        if own in ARROWS and re.match(r'(server|ui|app)/', target):
            other = folder_of(target)
            if other != own and other not in ARROWS[own]:
                yield number, '%s may not include from %s' % (own, other)
            elif own == 'ui' and target.split('/')[-1] not in UI_HEADERS.get(other, {target.split('/')[-1]}):
                yield number, 'ui may include only the interfaces of %s' % other
    for pattern, places, reason in FOREIGN:
        if not quoted and pattern.fullmatch(target) and not path.startswith(places):
            yield number, '<%s>: %s' % (target, reason)


def code_breaches(path, number, line):
    bare = COMMENT.sub('', line)
    if re.search(r'\b\w*[qQ]uery\w*(\.|->)exec\(\s*(QString|sql|query|statement|u?"[^"]*"\s*[+%])', bare) and 'server/store' in path:
        if not re.search(r'\.exec\(\s*QStringLiteral\("[^"]*"\)\s*\)', bare):
            yield number, 'SQL put together at run time; prepare it and bind the values'
    if path.startswith(('server/token/', 'server/auth/')):
        if re.search(r'\bmemcmp\s*\(', bare):
            yield number, 'memcmp tells where two digests differ; compare in constant time'
        if re.search(r'\b(digest|mac|tag|signature|hash)\b\s*[!=]=\s*(?!nullptr|0\b|\w*::npos)[\w(]', bare,
                     re.IGNORECASE) and not re.search(r'size|length|count|isEmpty', bare):
            yield number, 'a digest compared with ==; compare in constant time'
    if path.startswith('tests/') and re.search(r'\b(QThread::(m|u)?sleep|std::this_thread::sleep_for|QTest::qSleep|usleep)\s*\(', bare):
        yield number, 'a test that sleeps hides a race; wait for what is to happen'


def file_breaches(path, text):
    lines = text.split('\n')
    first = lines[1] if lines[0].startswith('#!') and len(lines) > 1 else lines[0]
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in first:
        yield 1, 'the first line must be the SPDX line'
    for number, line in enumerate(lines, 1):
        if MACHINE_PATH.search(line) and not line.startswith('#!'):
            yield number, 'a path of one machine'
        if path.endswith(CODE):
            yield from include_breaches(path, number, line)
            yield from code_breaches(path, number, line)
    if path.endswith(CODE):
        if len(lines) - 1 > LONGEST and not path.startswith('tests/'):
            yield len(lines), 'more than %d lines: does it hold two things?' % LONGEST
        if path.endswith('.h') and '#pragma once' not in text:
            yield 1, 'a header without #pragma once'


def sources(root):
    for top in ('app', 'server', 'ui', 'tests', 'packaging', 'resources'):
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = sorted(name for name in folders if name not in ('__pycache__', 'corpus', 'data'))
            for name in sorted(names):
                if name.endswith(CODE + ('.sh', '.py', '.cmake')) or name == 'CMakeLists.txt':
                    yield os.path.relpath(os.path.join(folder, name), root)


def check(root):
    breaches, count = [], 0
    for path in sources(root):
        if path == 'tests/style/check_tree.py':
            continue   # it holds the examples of what is forbidden
        count += 1
        with open(os.path.join(root, path), encoding='utf-8') as file:
            breaches += ['%s:%d: %s' % (path, number, reason) for number, reason in file_breaches(path, file.read())]
    return breaches, count


SPDX = '// SPDX-License-Identifier: GPL-3.0-or-later\n'
EXAMPLES = [   # path, what follows the SPDX line, part of the breach it must cause (None: none)
    ('server/token/a.cpp', '#include "server/base/ids.h"\n', None),
    ('server/token/a.cpp', '#include "server/store/database.h"\n', 'may not include from server/store'),
    ('server/base/a.cpp', '#include "server/token/key.h"\n', 'may not include from server/token'),
    ('server/auth/a.cpp', '#include "server/http/api.h"\n', 'may not include from server/http'),
    ('server/http/a.cpp', '#include "server/runtime/adminapi.h"\n', 'may not include from server/runtime'),
    ('server/http/a.cpp', '#include "ui/page.h"\n', 'may not include from ui'),
    ('ui/a.cpp', '#include "server/runtime/adminapi.h"\n', None),
    ('ui/a.cpp', '#include "server/runtime/core.h"\n', 'only the interfaces'),
    ('ui/a.cpp', '#include "server/store/database.h"\n', 'may not include from server/store'),
    ('ui/a.cpp', '#include "server/http/api.h"\n', 'may not include from server/http'),
    ('ui/a.cpp', '#include "app/cli/options.h"\n', 'may not include from app'),
    ('ui/a.cpp', '#include "page.h"\n', 'not written from the repository root'),
    ('server/auth/a.cpp', '#include "tests/support/fakeclock.h"\n', 'only tests may include'),
    ('server/http/routes.cpp', '#include <QHttpServer>\n', 'only the adapter'),
    ('server/http/transport.cpp', '#include <QAbstractHttpServer>\n', None),
    ('server/auth/a.cpp', '#include <QSqlQuery>\n', 'only server/store'),
    ('server/store/a.cpp', '#include <QSqlQuery>\n', None),
    ('ui/a.cpp', '#include <openssl/evp.h>\n', 'may use OpenSSL'),
    ('server/http/a.cpp', '#include <argon2.h>\n', 'may use argon2'),
    ('server/runtime/a.cpp', '#include <CLI/CLI.hpp>\n', 'only app may use CLI11'),
    ('server/runtime/a.cpp', '#include <QWidget>\n', 'no window'),
    ('server/store/a.cpp', 'query.exec(QStringLiteral("SELECT ") + name);\n', 'put together at run time'),
    ('server/store/a.cpp', 'query.exec(sql);\n', 'put together at run time'),
    ('server/store/a.cpp', 'query.exec(QStringLiteral("COMMIT"));\n', None),
    ('server/auth/a.cpp', 'return memcmp(a, b, 32) == 0;\n', 'constant time'),
    ('server/auth/a.cpp', 'return digest == expected;\n', 'constant time'),
    ('server/auth/a.cpp', 'return digest.size() == 32; // digest == 32 bytes\n', None),
    ('tests/unit/a.cpp', 'QThread::msleep(10);\n', 'hides a race'),
    ('app/a.cpp', 'auto path = "/home/somebody/x";\n', 'path of one machine'),
    ('app/a.cpp', 'auto path = "/etc/tokendesk.conf";\n', None),
    ('app/a.h', 'struct A;\n', 'without #pragma once'),
    ('server/store/a.cpp', 'return connection.exec(sql);\n', None),
    ('server/store/a.cpp', 'QThread::msleep(10);\n', None),
    ('app/a.cpp', '\n' * 700, 'does it hold two things'),
]


def self_test():
    wrong = []
    examples = [(path, SPDX + text, expected) for path, text, expected in EXAMPLES]
    examples.append(('app/a.cpp', 'int a;\n', 'SPDX'))
    for path, text, expected in examples:
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, os.path.dirname(path)))
            with open(os.path.join(root, path), 'w', encoding='utf-8') as file:
                file.write(text)
            breaches, count = check(root)
        told = '; '.join(breaches)
        if count != 1 or (expected is None and breaches) or (expected is not None and expected not in told):
            wrong.append('%s %r: expected %s, got %s' % (path, text[len(SPDX):][:60], expected, told or 'nothing'))
    for line in wrong:
        print(line)
    print('%d examples, %d wrong' % (len(examples), len(wrong)))
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description='Rules of the tree that a compiler does not know.')
    parser.add_argument('--root', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
    parser.add_argument('--self-test', action='store_true')
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    breaches, count = check(options.root)
    for path in sources(options.root):
        with open(os.path.join(options.root, path), encoding='utf-8') as file:
            length = sum(1 for _ in file)
        if path.endswith(CODE) and length > LONG:
            print('note: %s has %d lines' % (path, length))
    for line in breaches:
        print(line)
    print('%d files, %d breaches' % (count, len(breaches)))
    return 1 if breaches or count == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
