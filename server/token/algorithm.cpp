// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/algorithm.h"

#include <array>

namespace tokendesk::token {
namespace {

constexpr std::array<AlgorithmInfo, 13> kAlgorithms = {{
    {Algorithm::HS256, "HS256", "SHA256", 32, 32, KeyType::Oct, Curve::None, false},
    {Algorithm::HS384, "HS384", "SHA384", 48, 48, KeyType::Oct, Curve::None, false},
    {Algorithm::HS512, "HS512", "SHA512", 64, 64, KeyType::Oct, Curve::None, false},
    {Algorithm::RS256, "RS256", "SHA256", 0, 0, KeyType::Rsa, Curve::None, false},
    {Algorithm::RS384, "RS384", "SHA384", 0, 0, KeyType::Rsa, Curve::None, false},
    {Algorithm::RS512, "RS512", "SHA512", 0, 0, KeyType::Rsa, Curve::None, false},
    {Algorithm::PS256, "PS256", "SHA256", 0, 0, KeyType::Rsa, Curve::None, true},
    {Algorithm::PS384, "PS384", "SHA384", 0, 0, KeyType::Rsa, Curve::None, true},
    {Algorithm::PS512, "PS512", "SHA512", 0, 0, KeyType::Rsa, Curve::None, true},
    {Algorithm::ES256, "ES256", "SHA256", 64, 0, KeyType::Ec, Curve::P256, false},
    {Algorithm::ES384, "ES384", "SHA384", 96, 0, KeyType::Ec, Curve::P384, false},
    {Algorithm::ES512, "ES512", "SHA512", 132, 0, KeyType::Ec, Curve::P521, false},
    {Algorithm::EdDSA, "EdDSA", nullptr, 64, 0, KeyType::Okp, Curve::Ed25519, false},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
        if (kAlgorithms[i].algorithm != static_cast<Algorithm>(i))
            return false;
    }
    return true;
}
static_assert(inOrder(), "one row for each Algorithm, in the order of the enumeration");

constexpr std::array<CurveInfo, 4> kCurves = {{
    {Curve::P256, "P-256", "prime256v1", 32},
    {Curve::P384, "P-384", "secp384r1", 48},
    {Curve::P521, "P-521", "secp521r1", 66},
    {Curve::Ed25519, "Ed25519", "ED25519", 32},
}};

} // namespace

const AlgorithmInfo &algorithmInfo(Algorithm algorithm)
{
    return kAlgorithms[static_cast<std::size_t>(algorithm)];
}

std::span<const AlgorithmInfo> algorithmTable() { return kAlgorithms; }

std::optional<Algorithm> algorithmFromName(QByteArrayView name)
{
    for (const AlgorithmInfo &info : kAlgorithms) {
        if (name == info.name)
            return info.algorithm;
    }
    return std::nullopt;
}

const CurveInfo &curveInfo(Curve curve)
{
    return kCurves[static_cast<std::size_t>(curve) - 1]; // None has no row
}

std::optional<Curve> curveFromName(QByteArrayView name)
{
    for (const CurveInfo &info : kCurves) {
        if (name == info.name)
            return info.curve;
    }
    return std::nullopt;
}

const char *keyTypeName(KeyType type)
{
    constexpr std::array kNames = {"oct", "RSA", "EC", "OKP"};
    return kNames[static_cast<std::size_t>(type)];
}

} // namespace tokendesk::token
