#!/usr/bin/env python3
"""Manifest and what is built of it keep Flathub's rules, and the lint sees a broken one."""

import copy
import json
import re
import shutil
import tempfile
from pathlib import Path

import tap

PATH = tap.ROOT / 'flatpak' / f'{tap.APP_ID}.json'
LINT = tap.load(tap.ROOT / 'tools' / 'lint-flatpak')


RELEASED = LINT.newest_release(tap.APP_ID)


def broken(change, stem=tap.APP_ID, flathub=False):
    manifest = copy.deepcopy(json.loads(PATH.read_text(encoding='utf-8')))
    change(manifest)
    return LINT.faults_of(json.dumps(manifest), stem, flathub, RELEASED)


def expect(fault, change, **options):
    faults = broken(change, **options)
    assert len(faults) == 1 and faults[0].startswith(fault), f'expected {fault}, got {faults}'


def first_source(manifest):
    return manifest['modules'][0]['sources'][0]


def check_manifest_keeps_the_rules():
    faults = LINT.faults_of(PATH.read_text(encoding='utf-8'), PATH.stem, False, RELEASED)
    assert not faults, '\n'.join(faults)


def check_licences_are_named():
    manifest = json.loads(PATH.read_text(encoding='utf-8'))
    brought = [module['name'] for module in manifest['modules'][:-1] if module.get('cleanup') != ['*']]
    table = (PATH.parent / 'LICENCES').read_text(encoding='utf-8').split('\n\n')[2]
    named = [line.split()[0] for line in table.splitlines()]
    assert named == brought, f'{named} are named, {brought} come along'


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
    expect('toplevel-build-network-access', lambda m: m.update({'build-options': {'build-args': ['--share=network']}}))


def check_ids_of_hosts_and_launchers():
    for name, fault in (('com.github.sauda.Sauda', 'appid-uses-code-hosting-domain'),
                        ('io.github.Sauda', 'appid-code-hosting-too-few-components'),
                        ('io.github.sauda.Sauda.desktop', 'appid-ends-with-lowercase-desktop'),
                        ('io.github.sauda.' + 'S' * 255, 'appid-length-more-than-255-chars')):
        expect(fault, lambda m, name=name: m.update(id=name), stem=name)


def check_runtime_is_supported_when_the_version_comes_out():
    expect('runtime-is-eol 40', lambda m: m.update({'runtime-version': '40'}))
    expect('sdk-of-another-runtime', lambda m: m.update(sdk='org.freedesktop.Sdk'))
    manifest = json.loads(PATH.read_text(encoding='utf-8'))
    eol = {day: list(LINT.runtime_faults({**manifest, 'runtime-version': '49'}, day)) for day in ('2026-08-31', '2026-09-30')}
    assert not eol['2026-08-31'] and eol['2026-09-30'], eol


def check_how_modules_are_built():
    def option(value):
        return lambda m: m['modules'][0]['config-opts'].append(value)

    expect('module-qpdf-buildsystem-is-plain-cmake', lambda m: m['modules'][0].update(buildsystem='cmake'))
    expect('module-qpdf-redundant-prefix', option('-DCMAKE_INSTALL_PREFIX=/app'))
    expect('module-qpdf-no-debug', option('-DCMAKE_BUILD_TYPE=Release'))
    expect('module-qpdf-no-debuginfo', lambda m: m['modules'][0].update({'build-options': {'strip': True}}))
    expect('module-qpdf-twice', lambda m: m['modules'].append(copy.deepcopy(m['modules'][0])))
    expect('finish-args-duplicate', lambda m: m['finish-args'].append('--share=ipc'))
    expect('module-qpdf-source-moves', lambda m: first_source(m).update(url='https://example.org/latest/a.tar.xz'))


def check_sources_from_git():
    def source(**keys):
        return lambda m: m['modules'][-1].update(sources=[{'type': 'git', 'commit': 'a' * 40, **keys}])

    assert not broken(source(url='https://example.org/a.git', tag='1'), flathub=True)
    expect('module-sauda-source-git-no-url', source())
    expect('module-sauda-source-git-local-path', source(url='https://example.org/a.git', path='..'))
    expect('module-sauda-source-git-no-commit', source(url='https://example.org/a.git', commit=''))
    expect('module-sauda-source-git-unchecked', source(url='https://example.org/a.git', **{'disable-fsckobjects': True}))


def built(folder):
    """A folder as flatpak-builder leaves it, as far as the lint looks"""
    share, name = Path(folder, 'files', 'share'), tap.APP_ID
    for source, target in ((f'{name}.desktop', 'applications'), (f'{name}.metainfo.xml', 'metainfo')):
        (share / target).mkdir(parents=True)
        shutil.copy(tap.BUILD / 'data' / source, share / target)
    icons = share / 'icons' / 'hicolor' / 'scalable' / 'apps'
    icons.mkdir(parents=True)
    shutil.copy(tap.ROOT / 'data' / 'icons' / 'hicolor' / 'scalable' / 'apps' / f'{name}.svg', icons)
    shutil.copytree(share, Path(folder, 'export', 'share'))
    (folder / 'files' / 'bin').mkdir()
    shutil.copy(tap.BUILD / 'src' / 'saudactl', folder / 'files' / 'bin' / 'sauda')
    (folder / 'metadata').write_text(f'[Application]\nname={name}\ncommand=sauda\n[Context]\nshared=network;\n', encoding='utf-8')
    return share


def check_what_was_built():
    def replace(path, old, new):
        text = path.read_text(encoding='utf-8')
        assert old in text, f'{old} is not in {path.name}'
        path.write_text(text.replace(old, new, 1), encoding='utf-8')

    launcher, metainfo = f'applications/{tap.APP_ID}.desktop', f'metainfo/{tap.APP_ID}.metainfo.xml'
    breaks = {
        'desktop-file-not-installed': lambda share: (share / launcher).unlink(),
        'desktop-file-icon-key-wrong-value': lambda share: replace(share / launcher, f'Icon={tap.APP_ID}', 'Icon=sauda'),
        'desktop-file-is-hidden': lambda share: replace(share / launcher, 'Terminal=false', 'NoDisplay=true'),
        'desktop-file-low-quality-category': lambda share: replace(share / launcher, 'Categories=Office;', 'Categories=GTK;'),
        'appstream-metainfo-missing': lambda share: (share / metainfo).unlink(),
        'appstream-id-mismatch-flatpak-id': lambda share: replace(share / metainfo, f'<id>{tap.APP_ID}', '<id>org.example.Other'),
        'metainfo-launchable-tag-wrong-value': lambda share: replace(share / metainfo, f'{tap.APP_ID}.desktop</l', 'other.desktop</l'),
        'metainfo-screenshot-not-https': lambda share: replace(share / metainfo, '<image>https:', '<image>http:'),
        'metainfo-no-default-screenshot': lambda share: replace(share / metainfo, 'screenshot type="default"', 'screenshot'),
        'appstream-missing-vcs-browser-url': lambda share: replace(share / metainfo, 'type="vcs-browser"', 'type="help"'),
        'no-exportable-icon-installed': lambda share: shutil.rmtree(share / 'icons'),
        'export-of-another-name': lambda share: (share.parents[1] / 'export' / 'share' / 'other.service').touch(),
        'file-mode': lambda share: (share.parent / 'bin' / 'sauda').chmod(0o4755),
        'file-for-builders': lambda share: (share / 'left.la').touch(),
        'metadata-name': lambda share: replace(share.parents[1] / 'metadata', f'name={tap.APP_ID}', 'name=Sauda'),
        'metadata-section': lambda share: replace(share.parents[1] / 'metadata', '[Context]', '[Session Bus Policy]'),
        'translations-in-an-extension': lambda share: (share / 'runtime' / 'locale').mkdir(parents=True),
        'elf-arch-not-found': lambda share: (share.parent / 'bin' / 'sauda').write_text('#!/bin/sh', encoding='utf-8'),
    }
    for fault, change in (('', lambda share: None), *breaks.items()):
        with tempfile.TemporaryDirectory() as folder:
            change(built(Path(folder)))
            faults = LINT.build_faults(Path(folder), tap.APP_ID)
            assert len(faults) == bool(fault) and all(found.startswith(fault) for found in faults), f'expected {fault}, got {faults}'


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
