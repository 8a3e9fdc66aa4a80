#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of the window and their translations.

translations.py [--root DIR] list       every text with the context the program looks it up in
translations.py [--root DIR] update     writes what is new into tokendesk_*.ts as unfinished, drops what is gone
translations.py [--root DIR] check      names every missing, vanished, unfinished or inconsistent translation; exit 1
translations.py --self-test             proves on made-up texts that each rule notices what it is for

lupdate 6.4 leaves a namespace written a::b out of the context, and knows nothing of the tables of the server
whose English rows the window translates; so the sources are read here.
"""
import argparse
import os
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from xml.sax.saxutils import escape

FOLDERS = ('app', 'ui')
LANGUAGES = {'de': 'de_DE', 'es': 'es_ES'}
# English needs a file for its plurals alone. Each language here has two forms: one, and all others.
FORMS = 2
# Texts of Qt that the window shows: its standard buttons, the menu of a text field, the names of keys. They are
# here because the translations of Qt itself are a package of their own that a system may lack.
QT_TEXTS = {
    'QPlatformTheme': ('OK', 'Cancel', 'Close', 'Save', 'Discard', 'Apply', 'Reset', 'Help', 'Retry', 'Open', '&Yes', '&No'),
    'QLineEdit': ('&Undo', '&Redo', 'Cu&t', '&Copy', '&Paste', 'Delete', 'Select All'),
    'QWidgetTextControl': ('&Undo', '&Redo', 'Cu&t', '&Copy', 'Copy &Link Location', '&Paste', 'Delete', 'Select All'),
    'QShortcut': ('Ctrl', 'Shift', 'Del', 'Return', 'Enter', 'Esc', 'Home', 'End', 'Left', 'Right', 'Space'),
}
TOKEN = re.compile(r'''
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<raw>(?:u8|u|U|L)?R"(?P<fence>[^(\s]*)\((?P<inside>.*?)\)(?P=fence)")
  | (?P<string>(?:u8|u|U|L)?"(?:\\.|[^"\\\n])*")
  | (?P<char>(?:u8|u|U|L)?'(?:\\.|[^'\\\n])+')
  | (?P<number>\.?\d(?:'?[\w.])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark>::|[^\s])
''', re.VERBOSE | re.MULTILINE | re.DOTALL)
ESCAPES = {'n': '\n', 't': '\t', '"': '"', '\\': '\\', "'": "'", '0': '\0', 'r': '\r'}


class Text:
    """One text as the program asks for it."""

    def __init__(self, context, source, comment='', numerus=False, note='', place=''):
        self.context, self.source, self.comment = context, source, comment
        self.numerus, self.note, self.place = numerus, note, place

    def key(self):
        return self.context, self.source, self.comment


class Token:
    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line

    def is_(self, *texts):
        return self.kind in ('word', 'mark') and self.text in texts


def unescaped(literal):
    inside = literal[literal.index('"') + 1:-1]
    return re.sub(r'\\(.)', lambda found: ESCAPES.get(found.group(1), found.group(0)), inside)


def tokens_of(code):
    """Words, marks and joined string literals; the notes of translators ("//:") apart, by line."""
    tokens, notes, line, at = [], {}, 1, 0
    for found in TOKEN.finditer(code):
        line += code.count('\n', at, found.start())
        at = found.start()
        kind = found.lastgroup if found.lastgroup not in ('fence', 'inside') else 'raw'
        text = found.group(0)
        if kind == 'comment':
            if text.startswith('//:'):
                notes[line] = (notes.pop(line - 1) + ' ' if line - 1 in notes else '') + text[3:].strip()
        elif kind in ('string', 'raw'):
            value = found.group('inside') if kind == 'raw' else unescaped(text)
            if tokens and tokens[-1].kind == 'string':
                tokens[-1].text += value
                tokens[-1].end = line
            else:
                tokens.append(Token('string', value, line))
        elif kind != 'directive':
            tokens.append(Token('word' if kind == 'word' else kind if kind in ('char', 'number') else 'mark',
                                text, line))
    return tokens, notes


def qualified(tokens, at):
    """The name written a::b::c that ends at `at`, as a list."""
    names = [tokens[at].text]
    while at >= 2 and tokens[at - 1].is_('::') and tokens[at - 2].kind == 'word':
        at -= 2
        names.insert(0, tokens[at].text)
    return names


class Scope:
    def __init__(self, kind, names=(), head=()):
        self.kind, self.names, self.head = kind, list(names), list(head)


def sets_member(head):
    """Whether a brace after `head` gives a member its value, in the list before the body of a constructor."""
    if open_parenthesis(head):
        return any(one.is_(')') and other.is_(':') for one, other in zip(head, head[1:]))
    return (len(head) > 1 and head[-1].kind == 'word' and head[-2].is_(',', ':')
            and any(one.is_(')') for one in head))


def scope_of(head, outer):
    """What the brace after `head` opens."""
    words = [token.text for token in head if token.kind == 'word']
    if words and 'namespace' in words and outer in ('namespace', None):
        return Scope('namespace', words[words.index('namespace') + 1:])
    marks = [token.text for token in head]
    for keyword in ('class', 'struct'):
        if keyword in marks and 'enum' not in marks and '(' not in marks[:marks.index(keyword)]:
            at = marks.index(keyword)
            before_bases = marks[at + 1:]
            if ':' in before_bases:
                before_bases = before_bases[:before_bases.index(':')]
            names = [name for name in before_bases if re.fullmatch(r'[A-Za-z_]\w*', name) and name != 'final']
            if names and '(' not in before_bases and '=' not in before_bases:
                return Scope('class', names if '::' in before_bases else names[-1:])
    if outer in ('namespace', 'class', None):
        for at, token in enumerate(head):
            if token.is_('(') and at and head[at - 1].kind == 'word':
                return Scope('function', qualified(head, at - 1)[:-1])
    return Scope('block')


def bases_of(head):
    marks = [token.text for token in head]
    if ':' not in marks:
        return []
    bases, depth = [], 0
    for mark in marks[marks.index(':') + 1:]:
        depth += (mark == '<') - (mark == '>')
        if depth == 0 and re.fullmatch(r'[A-Za-z_]\w*', mark) and mark not in ('public', 'protected', 'private', 'virtual'):
            bases.append(mark)
    return bases


class Reader:
    """Reads files twice: first the classes, then the texts, whose context a class far away may decide."""

    def __init__(self, root):
        self.root, self.problems, self.texts = root, [], []
        self.helpers = {}  # of each file
        self.classes = {}  # full name -> (has its own tr, bases, context)

    def walk(self, path, visit):
        with open(os.path.join(self.root, path), encoding='utf-8') as file:
            code = file.read()
        tokens, notes = tokens_of(code)
        stack, head = [], []
        for at, token in enumerate(tokens):
            visit(path, code, tokens, notes, at, stack, head)
            if token.is_('{'):
                outer = next((scope.kind for scope in reversed(stack)), None)
                if sets_member(head):  # with braces, before the body
                    stack.append(Scope('block', head=head))
                    continue
                scope = scope_of(head, outer)
                if scope.kind == 'class':
                    self.classes.setdefault(self.full(stack, scope.names), [False, bases_of(head), None])
                stack.append(scope)
                head = []
            elif token.is_('}'):
                head = stack.pop().head if stack else []
            elif token.is_(';') and not open_parenthesis(head):
                head = []
            else:
                head.append(token)

    @staticmethod
    def full(stack, names):
        outer = [name for scope in stack if scope.kind in ('namespace', 'class') for name in scope.names]
        return '::'.join(outer + list(names))

    def learn(self, path, _code, tokens, _notes, at, stack, _head):
        token = tokens[at]
        if token.is_('Q_OBJECT', 'Q_GADGET') and stack and stack[-1].kind == 'class':
            self.classes.setdefault(self.full(stack, []), [False, [], None])[0] = True
        if token.is_('Q_DECLARE_TR_FUNCTIONS') and stack and stack[-1].kind == 'class':
            entry = self.classes.setdefault(self.full(stack, []), [False, [], None])
            entry[0], entry[2] = True, ''.join(part.text for part in tokens[at + 2:closing(tokens, at + 1)])

    def resolve(self, names, stack):
        """The full name of a class named inside `stack`."""
        spaces = [name for scope in stack if scope.kind == 'namespace' for name in scope.names]
        outer = [name for scope in stack if scope.kind == 'class' for name in scope.names]
        outer = outer or [name for scope in stack if scope.kind == 'function' for name in scope.names]
        for cut in range(len(spaces + outer), -1, -1):
            name = '::'.join((spaces + outer)[:cut] + list(names))
            if name in self.classes:
                return name
        return None

    def context_of(self, name, stack):
        seen = set()
        while name and name not in seen:
            seen.add(name)
            own, bases, context = self.classes[name]
            if own:
                return context or name
            for base in bases:
                found = self.resolve([base], stack)
                if found:
                    name = found
                    break
        return None

    def own_context(self, stack, head):
        for depth in range(len(stack) - 1, -1, -1):
            scope = stack[depth]
            if scope.kind == 'class':
                return self.context_of(self.full(stack[:depth + 1], []), stack)
            if scope.kind == 'function' and scope.names:
                return self.context_of(self.resolve(scope.names, stack[:depth]), stack)
        for at, token in enumerate(head):  # the list of members before the body of a constructor
            if token.is_('(') and at and head[at - 1].kind == 'word':
                names = qualified(head, at - 1)[:-1]
                return self.context_of(self.resolve(names, stack), stack) if names else None
        return None

    def collect(self, path, code, tokens, notes, at, stack, head):
        token = tokens[at]
        if token.kind != 'word' or at + 1 >= len(tokens) or not tokens[at + 1].is_('('):
            return
        arguments = arguments_of(tokens, at + 1)
        helpers = self.helpers_in(path, code)
        member = at and tokens[at - 1].is_('.')
        if token.text in ('QT_TRANSLATE_NOOP', 'QT_TRANSLATE_NOOP3') or (
                token.text == 'translate' and at >= 2 and tokens[at - 1].is_('::')
                and tokens[at - 2].text in ('QCoreApplication', 'QApplication', 'QGuiApplication')):
            if len(arguments) > 1 and literal(arguments[0]) is not None and literal(arguments[1]) is not None:
                self.add(path, notes, token, literal(arguments[0]), arguments[1:])
            elif literal(arguments[0]) is None and len(arguments) > 1 and literal(arguments[1]) is not None:
                self.problems.append('%s:%d: the context must be a literal' % (path, token.line))
        elif token.text in helpers and not member and literal(arguments[0]) is not None:
            self.add(path, notes, token, helpers[token.text], arguments)
        elif token.text in ('tr', 'QT_TR_NOOP') and token.text not in helpers and not member:
            if at and tokens[at - 1].is_('::') and tokens[at - 2].kind == 'word':
                names = qualified(tokens, at)[:-1]
                found = self.resolve(names, stack)
                context = self.context_of(found, stack) if found else None
            else:
                context = self.own_context(stack, head)
            if not arguments or literal(arguments[0]) is None:
                self.problems.append('%s:%d: tr() needs a text written there' % (path, token.line))
            elif not context:
                self.problems.append('%s:%d: tr() in no class with Q_OBJECT' % (path, token.line))
            else:
                self.add(path, notes, token, context, arguments)

    def helpers_in(self, path, code):
        if path not in self.helpers:
            self.helpers[path] = helpers_of(code)
        return self.helpers[path]

    def add(self, path, notes, token, context, arguments):
        comment = literal(arguments[1]) if len(arguments) > 1 else ''
        note = next((notes[line] for line in range(token.line, token.line - 3, -1) if line in notes), '')
        self.texts.append(Text(context, literal(arguments[0]), comment or '', len(arguments) > 2, note,
                               '%s:%d' % (path, token.line)))


def open_parenthesis(head):
    return sum((token.is_('(') > 0) - (token.is_(')') > 0) for token in head) > 0


def closing(tokens, at):
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].is_('(', '{', '[') - tokens[end].is_(')', '}', ']')
        if depth == 0:
            return end
    return len(tokens)


def arguments_of(tokens, at):
    """The arguments between the parentheses (or braces) that open at `at`, each a list of tokens."""
    arguments, depth, current = [], 0, []
    for token in tokens[at + 1:closing(tokens, at)]:
        depth += token.is_('(', '{', '[') - token.is_(')', '}', ']')
        if token.is_(',') and depth == 0:
            arguments.append(current)
            current = []
        else:
            current.append(token)
    return arguments + [current] if current else arguments


def literal(argument):
    return argument[0].text if len(argument) == 1 and argument[0].kind == 'string' else None


HELPER = re.compile(r'(\w+)\s*(?:=\s*\[[^\]]*\]\s*)?\(const char \*(\w+)\)[^{;]*\{\s*return\s+Q\w*Application::translate\(\s*"(\w+)",\s*(\w+)\)')


def helpers_of(code):
    """Functions of a file that look a text up in one context: name -> context."""
    return {name: context for name, parameter, context, given in HELPER.findall(code) if parameter == given}


# English rows of the server that the window translates.
def table(root, path, name):
    """The rows { … } or word(…) of the array `name`, each as its arguments."""
    with open(os.path.join(root, path), encoding='utf-8') as file:
        tokens, _ = tokens_of(file.read())
    for at, token in enumerate(tokens):
        if token.is_(name) and any(mark.is_('=') for mark in tokens[at + 1:at + 3]):
            start = next(i for i in range(at, len(tokens)) if tokens[i].is_('{'))
            while tokens[start + 1].is_('{') and closing(tokens, start + 1) + 1 == closing(tokens, start):
                start += 1
            for row in arguments_of(tokens, start):
                opening = next((i for i, mark in enumerate(row) if mark.is_('(', '{')), None)
                if opening is not None:
                    yield row[0].text, arguments_of(row, opening)
            return


def setting_texts(root):
    path = 'server/base/settingstable.cpp'
    for kind, row in table(root, path, 'kRows'):
        texts = [literal(argument) for argument in row]
        place = kind == '{'
        yield from (texts[3], texts[4]) if place else (texts[2], texts[3]) if kind in ('toggle', 'span', 'amount') else (
            texts[3], texts[4])
        if kind == 'amount':
            yield texts[4]
        if place:
            yield texts[5] or ''
            if row[1] and row[1][-1].text == 'Choice':
                yield from (texts[10] or '').split(',')
    yield from ('seconds', 'characters')


def returned_texts(root, path, function):
    with open(os.path.join(root, path), encoding='utf-8') as file:
        tokens, _ = tokens_of(file.read())
    for at, token in enumerate(tokens):
        if token.is_(function) and tokens[at + 1].is_('('):
            body = closing(tokens, at + 1) + 1
            if tokens[body].is_('{'):
                yield from (tokens[i + 1].text for i in range(body, closing(tokens, body))
                            if tokens[i].is_('return') and tokens[i + 1].kind == 'string')


def matched_texts(root, path, pattern):
    with open(os.path.join(root, path), encoding='utf-8') as file:
        code = re.sub(r'"\s*\n\s*"', '', file.read())
    return re.findall(pattern, code)


def server_texts(root):
    """Yields context, file and the texts, in the order of the sources."""
    yield 'Setting', 'server/base/settingstable.cpp', list(setting_texts(root))
    yield 'Setting', 'server/base/settings.cpp', list(returned_texts(root, 'server/base/settings.cpp',
                                                                   'settingSourceName'))
    for name in ('kChecks', 'kCauses'):
        yield 'Verdict', 'server/token/verdict.cpp', [literal(row[2]) for _, row in
                                                     table(root, 'server/token/verdict.cpp', name)]
    path = 'server/runtime/verdictsentence.cpp'
    for name in ('kPatterns', 'kReasons', 'kWords'):
        yield 'VerdictSentence', path, [literal(row[1]) for _, row in table(root, path, name)]
    yield 'Error', 'server/base/error.cpp', [literal(row[5]) for _, row in
                                             table(root, 'server/base/error.cpp', 'kErrors')]
    for name in ('keytext', 'jwk', 'keymaterial'):  # why a key that somebody gave cannot be used
        path = 'server/token/%s.cpp' % name
        yield 'Error', path, matched_texts(root, path, r'refused\(\s*QStringLiteral\(\s*"([^"%\\]+)"\)\)')
    yield 'Error', 'server/token/keytext.cpp', matched_texts(
        root, 'server/token/keytext.cpp', r'QStringLiteral\(\s*"([^"%\\]+)"\),\s*QStringLiteral\("passphrase"\)')
    yield 'TokenText', 'server/token/tokentext.cpp', matched_texts(
        root, 'server/token/tokentext.cpp', r'(?:problem\s*=\s*|parts\.append\()QStringLiteral\(\s*"([^"]+)"')
    yield 'Remark', 'server/token/remarks.cpp', [literal(row[2]) for _, row in
                                                 table(root, 'server/token/remarks.cpp', 'kRows')]
    yield 'Tampering', 'server/token/tampering.cpp', matched_texts(
        root, 'server/token/tampering.cpp', r'QT_TRANSLATE_NOOP\("Tampering",\s*"([^"]+)"')
    yield 'PasswordStrength', 'server/base/passwordpolicy.cpp', matched_texts(
        root, 'server/base/passwordpolicy.cpp', r'(?:return \{\d, |ErrorCode::\w+,\s*)QStringLiteral\(\s*"([^"]+)"')


def texts_of(root):
    reader = Reader(root)
    paths = sorted(os.path.relpath(os.path.join(folder, name), root).replace(os.sep, '/')
                   for top in FOLDERS for folder, _, names in os.walk(os.path.join(root, top))
                   for name in names if name.endswith(('.cpp', '.h')))
    for path in paths:
        reader.walk(path, reader.learn)
    for path in paths:
        reader.walk(path, reader.collect)
    for context, path, texts in server_texts(root):
        if not texts or None in texts:
            reader.problems.append('%s: the table for "%s" was not understood' % (path, context))
        for text in texts:
            if text:
                reader.texts.append(Text(context, text, place=path))
    for context, texts in QT_TEXTS.items():
        reader.texts += [Text(context, text, place='Qt') for text in texts]
    merged = {}
    for text in reader.texts:
        known = merged.setdefault(text.key(), text)
        known.numerus = known.numerus or text.numerus
        known.note = known.note or text.note
    return list(merged.values()), reader.problems


class Message:
    def __init__(self, forms, finished, numerus):
        self.forms, self.finished, self.numerus = forms, finished, numerus


def read_ts(path):
    """Translations by context, source and comment, and the comment at the top of the file."""
    if not os.path.exists(path):
        return {}, ''
    with open(path, encoding='utf-8') as file:
        whole = file.read()
    top = re.search(r'<!--.*?-->\n', whole, re.DOTALL)
    messages = {}
    for context in ElementTree.fromstring(whole.encode('utf-8')).iter('context'):
        for message in context.iter('message'):
            node = message.find('translation')
            numerus = message.get('numerus') == 'yes'
            forms = [form.text or '' for form in node.iter('numerusform')] if numerus else [node.text or '']
            key = context.findtext('name'), message.findtext('source'), message.findtext('comment') or ''
            messages[key] = Message(forms, node.get('type') is None, numerus)
    return messages, top.group(0) if top else ''


def write_ts(path, language, top, texts, messages):
    lines = ['<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + top
             + '<TS version="2.1" language="%s" sourcelanguage="en_GB">\n' % language]
    for context in sorted({text.context for text in texts}):
        lines.append('<context>\n    <name>%s</name>\n' % escape(context))
        for text in (one for one in texts if one.context == context):
            message = messages.get(text.key())
            forms = message.forms if message else [''] * (FORMS if text.numerus else 1)
            unfinished = '' if message and message.finished and all(forms) else ' type="unfinished"'
            lines.append('    <message%s>\n' % (' numerus="yes"' if text.numerus else ''))
            lines.append('        <source>%s</source>\n' % quoted(text.source))
            if text.comment:
                lines.append('        <comment>%s</comment>\n' % quoted(text.comment))
            if text.note:
                lines.append('        <extracomment>%s</extracomment>\n' % quoted(text.note))
            if text.numerus:
                lines.append('        <translation%s>\n' % unfinished)
                lines += ['            <numerusform>%s</numerusform>\n' % quoted(form) for form in forms]
                lines.append('        </translation>\n')
            else:
                lines.append('        <translation%s>%s</translation>\n' % (unfinished, quoted(forms[0])))
            lines.append('    </message>\n')
        lines.append('</context>\n')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(''.join(lines) + '</TS>\n')


def quoted(text):
    return escape(text, {'"': '&quot;', "'": '&apos;'})


def accelerators(text):
    return re.findall(r'(?<!&)&(\w)', text.replace('&&', ''))


def differences(source, form):
    """What is wrong with one translation, a sentence each."""
    if not form.strip():
        yield 'is empty'
        return
    places = [sorted(re.findall(r'%(?:L?\d+|n)', text)) for text in (source, form)]
    if places[0] != places[1]:
        yield 'has the place holders %s instead of %s' % (' '.join(places[1]) or 'none', ' '.join(places[0]) or 'none')
    for end in ('…', ':', '.', '?'):
        if source.rstrip().endswith(end) != form.rstrip().endswith(end):
            yield 'must end with "%s" as the source does, or neither' % end
    if len(accelerators(source)) != len(accelerators(form)):
        yield 'has %d accelerators instead of %d' % (len(accelerators(form)), len(accelerators(source)))
    if source.count('\n') != form.count('\n'):
        yield 'has another number of lines'
    blanks = [(text[:1].isspace(), text[-1:].isspace()) for text in (source, form)]
    if blanks[0] != blanks[1]:
        yield 'begins or ends with a blank, or the source does'


def problems_of(language, texts, messages, plurals_only):
    wanted = {text.key(): text for text in texts if text.numerus or not plurals_only}
    for key, text in wanted.items():
        name = '%s: %s: "%s" (%s)' % (language, text.context, text.source, text.place)
        message = messages.get(key)
        if not message:
            yield name + ' is missing'
            continue
        if not message.finished:
            yield name + ' is unfinished'
        if message.numerus != text.numerus or len(message.forms) != (FORMS if text.numerus else 1):
            yield name + ' has the wrong number of forms'
        for form in message.forms:
            yield from ('%s %s' % (name, difference) for difference in differences(text.source, form))
    for key in messages:
        if key not in wanted:
            yield '%s: %s: "%s" is no longer in the sources' % ((language,) + key[:2])
    if not plurals_only:
        yield from twice_taken(language, wanted, messages)


def twice_taken(language, wanted, messages):
    """A letter that two labels of one class share, though their English ones do not."""
    for context in sorted({key[0] for key in wanted}):
        keys = [key for key in wanted if key[0] == context and accelerators(key[1]) and key in messages]
        english = Counter(accelerators(key[1])[0].lower() for key in keys)
        letters = Counter(letter.lower() for key in keys for letter in accelerators(messages[key].forms[0])[:1])
        if sum(count - 1 for count in letters.values()) > sum(count - 1 for count in english.values()):
            yield '%s: %s: labels share an accelerator: %s' % (language, context, ', '.join(
                messages[key].forms[0] for key in keys
                if letters[accelerators(messages[key].forms[0])[0].lower()] > 1))


def ts_path(root, language):
    return os.path.join(root, 'resources', 'i18n', 'tokendesk_%s.ts' % language)


def update(root):
    texts, problems = texts_of(root)
    for language, locale in LANGUAGES.items():
        messages, top = read_ts(ts_path(root, language))
        write_ts(ts_path(root, language), locale, top, texts, messages)
    messages, top = read_ts(ts_path(root, 'en'))
    write_ts(ts_path(root, 'en'), 'en', top, [text for text in texts if text.numerus], messages)
    return problems


def check(root):
    texts, problems = texts_of(root)
    for language in ['en'] + list(LANGUAGES):
        messages, _ = read_ts(ts_path(root, language))
        problems += problems_of(language, texts, messages, language == 'en')
    return problems


def self_test():
    code = '''namespace a::b {
namespace { QString word(const char *text) { return QCoreApplication::translate("Word", text); } }
class Base : public QWidget { Q_OBJECT public: Base(); };
class Heir : public Base { void f(); };
class Local : public QDialog { void f() { tr("nowhere"); } };
Base::Base() : m_map{{1, 2}}, m_label(new QLabel(tr("in the list"), this)) { connect([this] { tr("%n lamb" "das", nullptr, 2); }); }
void Heir::f() { word("helper"); Base::tr("named", "which"); tr("inherited"); tr(variable); }
}
'''
    with tempfile.TemporaryDirectory() as root:
        os.mkdir(os.path.join(root, 'ui'))
        with open(os.path.join(root, 'ui', 'a.cpp'), 'w', encoding='utf-8') as file:
            file.write(code)
        reader = Reader(root)
        reader.walk('ui/a.cpp', reader.learn)
        reader.walk('ui/a.cpp', reader.collect)
        found = [(text.context, text.source, text.comment, text.numerus) for text in reader.texts]
        expected = [('a::b::Base', 'in the list', '', False), ('a::b::Base', '%n lambdas', '', True),
                    ('Word', 'helper', '', False), ('a::b::Base', 'named', 'which', False),
                    ('a::b::Base', 'inherited', '', False)]
        wrong = [] if found == expected else ['found %s' % found]
        if len(reader.problems) != 2:
            wrong.append('problems %s' % reader.problems)
    for source, form in (('%1 of %2', '%1 von'), ('Open…', 'Öffnen'), ('Name:', 'Name'), ('&Save', 'Sichern'),
                         ('Save', ''), ('Done.', 'Fertig'), ('a ', 'a')):
        if not list(differences(source, form)):
            wrong.append('"%s" for "%s" passes' % (form, source))
    if list(differences('&Save %1…', '%1 &sichern…')):
        wrong.append('a right translation fails')
    texts = [Text('C', '&New'), Text('C', '&Old'), Text('C', '%n', numerus=True)]
    good = {('C', '&New', ''): Message(['&Neu'], True, False), ('C', '&Old', ''): Message(['&Alt'], True, False),
            ('C', '%n', ''): Message(['%n', '%n'], True, True)}
    wrong += problems_of('xx', texts, good, False)
    for key, message in ((('C', '&New', ''), Message(['&Neu'], False, False)),
                         (('C', '&Old', ''), Message(['Vor&nals'], True, False)),
                         (('C', '%n', ''), Message(['%n'], True, True)),
                         (('C', 'Gone', ''), Message(['Fort'], True, False))):
        if len(list(problems_of('xx', texts, {**good, key: message}, False))) != 1:
            wrong.append('"%s" passes' % message.forms[0])
    if len(list(problems_of('xx', texts, {}, False))) != 3:
        wrong.append('missing translations pass')
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--root', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('command', nargs='?', choices=('list', 'update', 'check'), default='check')
    options = parser.parse_args()
    if options.self_test:
        problems = self_test()
    elif options.command == 'list':
        texts, problems = texts_of(options.root)
        for text in texts:
            print('%s\t%s%s\t%s' % (text.context, '%n ' if text.numerus else '', text.source, text.place))
    else:
        problems = update(options.root) if options.command == 'update' else check(options.root)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
