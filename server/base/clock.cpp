// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/clock.h"

#include <QLatin1String>

#include <array>
#include <cstdlib>
#include <limits>

namespace tokendesk {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Units of a duration from the largest to the smallest; the first word of each is the one we
/// write.
struct Unit
{
    qint64 seconds;
    std::array<const char *, 6> words;
};

constexpr std::array<Unit, 5> kUnits = {{
    {604'800, {"w", "wk", "week", "weeks", nullptr, nullptr}},
    {86'400, {"d", "day", "days", nullptr, nullptr, nullptr}},
    {3'600, {"h", "hr", "hrs", "hour", "hours", nullptr}},
    {60, {"min", "m", "mins", "minute", "minutes", nullptr}},
    {1, {"s", "sec", "secs", "second", "seconds", nullptr}},
}};
constexpr std::size_t kNoUnit = kUnits.size();

bool isDigit(QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }

/// Walks over a text; every take…() leaves the position alone when it finds nothing.
class Scanner
{
public:
    explicit Scanner(QStringView text) : m_text(text) { }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }

    void skipBlanks()
    {
        while (!atEnd() && m_text[m_at] == QLatin1Char(' '))
            ++m_at;
    }

    bool take(char wanted)
    {
        if (atEnd() || m_text[m_at].toUpper() != QLatin1Char(wanted))
            return false;
        ++m_at;
        return true;
    }

    /// All digits that follow, as a number; nothing without digits or beyond 64 bits.
    std::optional<qint64> takeNumber()
    {
        qint64 value = 0;
        const qsizetype start = m_at;
        for (; !atEnd() && isDigit(m_text[m_at]); ++m_at) {
            const int digit = m_text[m_at].unicode() - u'0';
            if (__builtin_mul_overflow(value, qint64{10}, &value)
                || __builtin_add_overflow(value, qint64{digit}, &value)) {
                return std::nullopt;
            }
        }
        return m_at == start ? std::nullopt : std::optional(value);
    }

    /// Exactly \a count digits.
    std::optional<int> takeDigits(int count)
    {
        if (m_text.size() - m_at < count)
            return std::nullopt;
        int value = 0;
        for (int i = 0; i < count; ++i) {
            if (!isDigit(m_text[m_at + i]))
                return std::nullopt;
            value = value * 10 + (m_text[m_at + i].unicode() - u'0');
        }
        m_at += count;
        return value;
    }

    /// The letters that follow.
    QStringView takeWord()
    {
        const qsizetype start = m_at;
        while (!atEnd() && m_text[m_at].isLetter())
            ++m_at;
        return m_text.sliced(start, m_at - start);
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

std::size_t unitOf(QStringView word)
{
    for (std::size_t i = 0; i < kUnits.size(); ++i) {
        for (const char *known : kUnits[i].words) {
            if (known && word.compare(QLatin1String(known), Qt::CaseInsensitive) == 0)
                return i;
        }
    }
    return kNoUnit;
}

/// Adds \a count units to \a total; false on overflow.
bool addUnits(qint64 &total, qint64 count, qint64 unitSeconds)
{
    qint64 product = 0;
    return !__builtin_mul_overflow(count, unitSeconds, &product)
           && !__builtin_add_overflow(total, product, &total);
}

/// ISO 8601 durations without years and months, whose lengths vary: P2W, P7D, PT1H30M.
std::optional<seconds> isoDuration(Scanner scanner)
{
    static constexpr std::array<std::pair<char, qint64>, 2> kDateUnits = {
        {{'W', 604'800}, {'D', 86'400}}};
    static constexpr std::array<std::pair<char, qint64>, 3> kTimeUnits = {
        {{'H', 3'600}, {'M', 60}, {'S', 1}}};
    qint64 total = 0;
    bool any = false;
    const auto takeUnits = [&](auto &units) {
        auto next = units.begin();
        while (!scanner.atEnd()) {
            const auto number = scanner.takeNumber();
            if (!number)
                return true;
            while (next != units.end() && !scanner.take(next->first))
                ++next;
            if (next == units.end() || !addUnits(total, *number, next->second))
                return false;
            ++next;
            any = true;
        }
        return true;
    };
    if (!scanner.take('P') || !takeUnits(kDateUnits))
        return std::nullopt;
    if (scanner.take('T')) {
        any = false;
        if (!takeUnits(kTimeUnits))
            return std::nullopt;
    }
    return any && scanner.atEnd() ? std::optional(seconds(total)) : std::nullopt;
}

/// "1 h 30 min", "1h30", "900": units in falling order; a last number without one takes the next
/// smaller.
std::optional<seconds> plainDuration(Scanner scanner)
{
    qint64 total = 0;
    std::size_t previous = kNoUnit;
    while (true) {
        const auto number = scanner.takeNumber();
        if (!number)
            return std::nullopt;
        scanner.skipBlanks();
        std::size_t unit = kUnits.size() - 1;
        if (scanner.atEnd()) {
            if (previous != kNoUnit)
                unit = previous + 1;
        } else {
            unit = unitOf(scanner.takeWord());
        }
        const bool falling = previous == kNoUnit || unit > previous;
        if (unit >= kUnits.size() || !falling || !addUnits(total, *number, kUnits[unit].seconds))
            return std::nullopt;
        previous = unit;
        scanner.skipBlanks();
        if (scanner.atEnd())
            return seconds(total);
    }
}

/// Fraction of a second after a point, cut off to milliseconds; nothing without a digit.
std::optional<milliseconds> takeFraction(Scanner &scanner)
{
    int value = 0;
    int digits = 0;
    while (const auto digit = scanner.takeDigits(1)) {
        if (digits < 3)
            value = value * 10 + *digit;
        ++digits;
    }
    for (int i = digits; i < 3; ++i)
        value *= 10;
    return digits == 0 ? std::nullopt : std::optional(milliseconds(value));
}

/// "Z", "+01:00", "+0100" or "+01".
std::optional<std::chrono::minutes> takeZone(Scanner &scanner)
{
    if (scanner.take('Z'))
        return std::chrono::minutes(0);
    const bool west = scanner.take('-');
    if (!west && !scanner.take('+'))
        return std::nullopt;
    const auto hours = scanner.takeDigits(2);
    const bool colon = scanner.take(':');
    const auto minutes = scanner.takeDigits(2);
    if (!hours || (colon && !minutes) || *hours > 23 || minutes.value_or(0) > 59)
        return std::nullopt;
    const std::chrono::minutes offset(*hours * 60 + minutes.value_or(0));
    return west ? -offset : offset;
}

std::optional<milliseconds> takeTimeOfDay(Scanner &scanner)
{
    const auto hour = scanner.takeDigits(2);
    if (!hour || *hour > 23 || !scanner.take(':'))
        return std::nullopt;
    const auto minute = scanner.takeDigits(2);
    if (!minute || *minute > 59)
        return std::nullopt;
    milliseconds time = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
    if (scanner.take(':')) {
        const auto second = scanner.takeDigits(2);
        if (!second || *second > 59)
            return std::nullopt;
        time += seconds(*second);
        if (scanner.take('.')) {
            const auto fraction = takeFraction(scanner);
            if (!fraction)
                return std::nullopt;
            time += *fraction;
        }
    }
    return time;
}

std::optional<Instant> isoInstant(Scanner scanner)
{
    const auto year = scanner.takeDigits(4);
    if (!year || !scanner.take('-'))
        return std::nullopt;
    const auto month = scanner.takeDigits(2);
    if (!month || !scanner.take('-'))
        return std::nullopt;
    const auto day = scanner.takeDigits(2);
    if (!day || (!scanner.take('T') && !scanner.take(' ')))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    const auto time = takeTimeOfDay(scanner);
    if (!date.ok() || !time)
        return std::nullopt;
    scanner.skipBlanks();
    const auto zone = takeZone(scanner);
    if (!zone || !scanner.atEnd())
        return std::nullopt;
    return Instant(std::chrono::sys_days(date)) + *time - *zone;
}

/// Epoch seconds with an optional fraction, up to the year 9999.
std::optional<Instant> epochInstant(Scanner scanner)
{
    constexpr qint64 kLastSecond = 253'402'300'799;
    const bool negative = scanner.take('-');
    const auto whole = scanner.takeNumber();
    if (!whole || *whole > kLastSecond)
        return std::nullopt;
    milliseconds ms = seconds(*whole);
    if (scanner.take('.')) {
        const auto fraction = takeFraction(scanner);
        if (!fraction)
            return std::nullopt;
        ms += *fraction;
    }
    if (!scanner.atEnd())
        return std::nullopt;
    return Instant(negative ? -ms : ms);
}

/// Writes \a number with at least \a width digits; the position behind them.
char *appendDigits(char *at, unsigned number, int width)
{
    std::array<char, 10> digits{};
    int count = 0;
    for (; number > 0 || count < width; number /= 10)
        digits[static_cast<std::size_t>(count++)] = static_cast<char>('0' + number % 10);
    while (count > 0)
        *at++ = digits[static_cast<std::size_t>(--count)];
    return at;
}

} // namespace

QString toIsoString(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(instant - day);
    const auto year = static_cast<int>(date.year());
    // By hand, because every line of the log has one: printf takes longer than the rest of the
    // line.
    std::array<char, 32> text{};
    char *at = text.data();
    if (year < 0)
        *at++ = '-';
    at = appendDigits(at, static_cast<unsigned>(std::abs(year)), year < 0 ? 3 : 4);
    *at++ = '-';
    at = appendDigits(at, static_cast<unsigned>(date.month()), 2);
    *at++ = '-';
    at = appendDigits(at, static_cast<unsigned>(date.day()), 2);
    *at++ = 'T';
    at = appendDigits(at, static_cast<unsigned>(time.hours().count()), 2);
    *at++ = ':';
    at = appendDigits(at, static_cast<unsigned>(time.minutes().count()), 2);
    *at++ = ':';
    at = appendDigits(at, static_cast<unsigned>(time.seconds().count()), 2);
    *at++ = '.';
    at = appendDigits(at, static_cast<unsigned>(time.subseconds().count()), 3);
    *at++ = 'Z';
    return QString::fromLatin1(text.data(), at - text.data());
}

std::optional<Instant> instantFromString(QStringView text)
{
    const Scanner scanner(text.trimmed());
    if (const auto iso = isoInstant(scanner))
        return iso;
    return epochInstant(scanner);
}

QString durationText(std::chrono::seconds duration)
{
    const qint64 count = duration.count();
    // The magnitude of the smallest number does not fit a signed one.
    auto rest = count < 0 ? quint64{0} - static_cast<quint64>(count) : static_cast<quint64>(count);
    QString text;
    // Weeks are read but never written: "7 d" and "30 d" compare better than "1 w" and "4 w 2 d".
    for (std::size_t i = 1; i < kUnits.size(); ++i) {
        const auto size = static_cast<quint64>(kUnits[i].seconds);
        if (rest < size && !(size == 1 && text.isEmpty()))
            continue;
        if (!text.isEmpty())
            text += QLatin1Char(' ');
        text += QString::number(rest / size) + QLatin1Char(' ') + QLatin1String(kUnits[i].words[0]);
        rest %= size;
        if (rest == 0)
            break;
    }
    return count < 0 ? QString(QLatin1Char('-') + text) : text;
}

std::optional<std::chrono::seconds> durationFromString(QStringView text)
{
    const Scanner scanner(text.trimmed());
    if (const auto iso = isoDuration(scanner))
        return iso;
    return plainDuration(scanner);
}

} // namespace tokendesk
