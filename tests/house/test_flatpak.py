#!/usr/bin/env python3
"""The manifest keeps Flathub's rules, and the lint sees a broken one."""

import copy
import json
import re

import tap

PATH = tap.ROOT / 'flatpak' / f'{tap.APP_ID}.json'
LINT = tap.load(tap.ROOT / 'tools' / 'lint-flatpak')


def broken(change, stem=tap.APP_ID, flathub=False):
    manifest = copy.deepcopy(json.loads(PATH.read_text(encoding='utf-8')))
    change(manifest)
    return LINT.faults_of(json.dumps(manifest), stem, flathub)


def expect(fault, change, **options):
    faults = broken(change, **options)
    assert len(faults) == 1 and faults[0].startswith(fault), f'expected {fault}, got {faults}'


def first_source(manifest):
    return manifest['modules'][0]['sources'][0]


def check_manifest_keeps_the_rules():
    faults = LINT.faults_of(PATH.read_text(encoding='utf-8'), PATH.stem)
    assert not faults, '\n'.join(faults)


def check_permissions_are_the_agreed_ones():
    expect('finish-args-not-agreed --filesystem=home', lambda m: m['finish-args'].append('--filesystem=home'))
    expect('finish-args-not-agreed --talk-name', lambda m: m['finish-args'].append('--talk-name=org.freedesktop.secrets'))


def check_window_systems_go_together():
    expect('finish-args-x11-without-ipc', lambda m: m['finish-args'].remove('--share=ipc'))
    expect('finish-args-fallback-x11-without-wayland', lambda m: m['finish-args'].remove('--socket=wayland'))
    expect('finish-args-only-wayland', lambda m: m['finish-args'].remove('--socket=fallback-x11'))


def check_misspelt_keys():
    def misspell(manifest):
        manifest['finsh-args'] = []

    expect('manifest-unknown-properties finsh-args', misspell)
    expect('manifest-unknown-properties qpdf', lambda m: m['modules'][0].update({'config-opt': []}))


def check_sources_are_pinned():
    expect('module-qpdf-source-no-sha256', lambda m: first_source(m).pop('sha256'))
    expect('module-qpdf-source-no-sha256', lambda m: first_source(m).update(sha256='abc'))
    expect('module-qpdf-source-not-https', lambda m: first_source(m).update(url='http://example.org/a.tar.xz'))


def check_old_checksums_and_moving_branches():
    expect('module-qpdf-source-md5-deprecated', lambda m: first_source(m).update(md5='a' * 32))
    expect('module-sauda-source-git-branch', lambda m: m['modules'][-1].update(
        sources=[{'type': 'git', 'url': 'https://example.org/a.git', 'commit': 'a' * 40, 'branch': 'main'}]))
    expect('toplevel-cleanup-debug', lambda m: m['cleanup'].append('/lib/debug'))


def check_id_and_file_name():
    expect('appid-filename-mismatch', lambda m: None, stem='io.github.other.Sauda')
    faults = broken(lambda m: m.update(id='Sauda'))
    assert any(fault.startswith('appid-components') for fault in faults), faults


def check_published_manifest_has_no_folder():
    expect('module-sauda-source-dir-not-allowed', lambda m: None, flathub=True)


def check_no_network_while_building():
    expect('module-qpdf-build-network-access',
           lambda m: m['modules'][0].update({'build-options': {'build-args': ['--share=network']}}))


def check_broken_json():
    faults = LINT.faults_of('{"id": "a",}', 'a')
    assert faults and faults[0].startswith('manifest-invalid-json'), faults


def check_command_is_a_program_of_the_build():
    text = (tap.ROOT / 'src' / 'meson.build').read_text(encoding='utf-8')
    command = json.loads(PATH.read_text(encoding='utf-8'))['command']
    assert re.search(rf"executable\(\s*'{command}'", text), f'src/meson.build builds no {command}'


def check_every_source_is_pinned_by_address_and_checksum():
    for module in json.loads(PATH.read_text(encoding='utf-8'))['modules'][:-1]:
        source = module['sources'][0]
        assert source['type'] == 'archive' and source['url'].startswith('https://') and len(source['sha256']) == 64, module


def check_published_manifest():
    published = tap.load(tap.ROOT / 'tools' / 'flatpak' / 'published-manifest')
    text = json.dumps(published.published(PATH.read_text(encoding='utf-8'), 'v0.1.0', 'a' * 40))
    assert not LINT.faults_of(text, PATH.stem, flathub=True)


tap.main()
