# SPDX-License-Identifier: GPL-3.0-or-later
#
# How a library, a program and a test of this project are declared.

# Every target of ours links this: language, warnings, hardening and the strict Qt macros.
add_library(tokendesk_options INTERFACE)
add_library(Tokendesk::options ALIAS tokendesk_options)
target_compile_features(tokendesk_options INTERFACE cxx_std_20)
target_include_directories(tokendesk_options INTERFACE "${CMAKE_SOURCE_DIR}")
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
target_compile_options(tokendesk_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    -fstack-protector-strong $<$<BOOL:${TOKENDESK_WERROR}>:-Werror>)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(tokendesk_options INTERFACE -fcf-protection)
endif()
target_link_options(tokendesk_options INTERFACE -Wl,-z,relro,-z,now)
target_compile_definitions(tokendesk_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH
    QT_USE_QSTRINGBUILDER TOKENDESK_VERSION="${PROJECT_VERSION}"
    $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(TOKENDESK_SANITIZE)
    target_compile_options(tokendesk_options INTERFACE
        -fsanitize=${TOKENDESK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(tokendesk_options INTERFACE -fsanitize=${TOKENDESK_SANITIZE})
else()
    target_compile_definitions(tokendesk_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()
include(CheckPIESupported)
check_pie_supported()

# tokendesk_library(token SOURCES ... PUBLIC ... PRIVATE ...) makes tokendesk_token and Tokendesk::token.
function(tokendesk_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(tokendesk_${name} STATIC ${arg_SOURCES})
    add_library(Tokendesk::${name} ALIAS tokendesk_${name})
    target_link_libraries(tokendesk_${name} PUBLIC Tokendesk::options ${arg_PUBLIC}
                                            PRIVATE ${arg_PRIVATE})
endfunction()

# tokendesk_test(unit tst_jws LINK Tokendesk::token [SOURCES more.cpp] [GUI]) compiles tst_jws.cpp into
# one Qt Test executable; the first word is its label.
function(tokendesk_test label name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;ENVIRONMENT" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE Tokendesk::options Tokendesk::testsupport Qt6::Test ${arg_LINK})
    add_test(NAME ${name} COMMAND ${name})
    # tests_unit, tests_http …: the tests of one label, for whoever does not want to build the others.
    if(NOT TARGET tests_${label})
        add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;${arg_ENVIRONMENT}")
endfunction()
