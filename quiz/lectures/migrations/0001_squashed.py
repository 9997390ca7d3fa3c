import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('lectures', '0001_initial'), ('lectures', '0002_labels')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Lecture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=64, unique=True, verbose_name='name of its content folder')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('language', models.CharField(default='zh-hans', max_length=16, verbose_name='language')),
                ('target', models.PositiveSmallIntegerField(default=10, verbose_name='questions wanted in a section')),
            ],
            options={
                'verbose_name': 'lecture',
                'verbose_name_plural': 'lectures',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, verbose_name='numbering')),
                ('label', models.CharField(blank=True, max_length=16, verbose_name='label')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(verbose_name='summary')),
                ('passages', models.JSONField(blank=True, default=dict, verbose_name='passages')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place in the order')),
                ('lecture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='lectures.lecture', verbose_name='lecture')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='lectures.section', verbose_name='part')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['lecture', 'position'],
                'constraints': [models.UniqueConstraint(fields=('lecture', 'number'), name='section_number_once_a_lecture')],
            },
        ),
        migrations.CreateModel(
            name='RelatedSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=64, verbose_name='relation')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lectures.section', verbose_name='section')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related', to='lectures.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'related section',
                'verbose_name_plural': 'related sections',
                'ordering': ['section', 'id'],
                'constraints': [models.UniqueConstraint(fields=('section', 'other'), name='related_section_once'), models.CheckConstraint(condition=models.Q(('section', models.F('other')), _negated=True), name='related_section_not_itself')],
            },
        ),
        migrations.CreateModel(
            name='KeyPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='numbering')),
                ('text', models.CharField(max_length=300, verbose_name='text')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='lectures.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'key point',
                'verbose_name_plural': 'key points',
                'ordering': ['section', 'number'],
                'constraints': [models.UniqueConstraint(fields=('section', 'number'), name='key_point_number_once_a_section')],
            },
        ),
    ]
