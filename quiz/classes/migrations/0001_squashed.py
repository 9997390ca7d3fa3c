import django.db.models.deletion
import quiz.classes.quizzes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('classes', '0001_initial'), ('classes', '0002_initial'), ('classes', '0003_rules_as_data'), ('classes', '0004_order_by_id')]

    initial = True

    dependencies = [
        ('bank', '0001_squashed'),
        ('lectures', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrainingClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('lectures', models.ManyToManyField(blank=True, related_name='classes', to='lectures.lecture', verbose_name='lectures')),
                ('organisers', models.ManyToManyField(related_name='organised_classes', to=settings.AUTH_USER_MODEL, verbose_name='organisers')),
            ],
            options={
                'verbose_name': 'training class',
                'verbose_name_plural': 'training classes',
                'ordering': ['-starts_on', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='class_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Taught',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_at', models.DateTimeField(verbose_name='opens')),
                ('marked_at', models.DateTimeField()),
                ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lectures.section')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taught', to='classes.trainingclass')),
            ],
            options={
                'verbose_name': 'taught section',
                'verbose_name_plural': 'taught sections',
                'ordering': ['training_class', 'section__position'],
                'constraints': [models.UniqueConstraint(fields=('training_class', 'section'), name='taught_once_a_class')],
            },
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('mode', models.CharField(choices=[('section', 'Section quiz'), ('practice', 'Practice'), ('exam', 'Exam'), ('memorise', 'Memorise')], default='section', max_length=16, verbose_name='mode')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('paper', models.CharField(choices=[('each', 'A paper for each attempt'), ('same', 'One paper for the class'), ('list', 'Questions chosen by hand')], default='each', max_length=8, verbose_name='paper')),
                ('seed', models.PositiveIntegerField(default=quiz.classes.quizzes.new_seed, editable=False)),
                ('draw_count', models.PositiveSmallIntegerField(blank=True, default=10, null=True, verbose_name='questions drawn (empty: all)')),
                ('shuffle_questions', models.BooleanField(default=True, verbose_name='shuffle questions')),
                ('shuffle_options', models.BooleanField(default=True, verbose_name='shuffle options')),
                ('points', models.PositiveIntegerField(default=1000, verbose_name='marks a question, in hundredths')),
                ('multiple_rule', models.CharField(choices=[('strict', 'All or nothing'), ('half', 'Half the marks for an incomplete choice'), ('per_option', 'Fixed marks for each right option'), ('proportional', 'Marks in proportion to the right options'), ('right_minus_wrong', 'Right minus wrong')], default='half', max_length=24, verbose_name='multiple choice')),
                ('option_marks', models.PositiveIntegerField(default=50, verbose_name='marks a right option, in hundredths')),
                ('pass_percent', models.PositiveSmallIntegerField(default=60, verbose_name='pass mark, percent')),
                ('time_limit', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='time limit, minutes')),
                ('opens_when_taught', models.BooleanField(default=False, verbose_name='opens when its sections are taught')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='closes')),
                ('latest_entry', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='latest entry, minutes after opening')),
                ('max_attempts', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='attempts allowed (empty: any)')),
                ('counting', models.CharField(choices=[('best', 'Best attempt'), ('latest', 'Latest attempt'), ('first', 'First attempt')], default='best', max_length=8, verbose_name='attempt that counts')),
                ('score_release', models.CharField(choices=[('answer', 'After each answer'), ('hand_in', 'After hand-in'), ('close', 'When the quiz closes'), ('manual', 'When the organiser releases it'), ('never', 'Never')], default='hand_in', max_length=8, verbose_name='score shown')),
                ('key_release', models.CharField(choices=[('answer', 'After each answer'), ('hand_in', 'After hand-in'), ('close', 'When the quiz closes'), ('manual', 'When the organiser releases it'), ('never', 'Never')], default='hand_in', max_length=8, verbose_name='key shown')),
                ('explanation_release', models.CharField(choices=[('answer', 'After each answer'), ('hand_in', 'After hand-in'), ('close', 'When the quiz closes'), ('manual', 'When the organiser releases it'), ('never', 'Never')], default='hand_in', max_length=8, verbose_name='explanation shown')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released by hand')),
                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes for candidates')),
                ('pledge', models.BooleanField(default=False, verbose_name='asks for the pledge of honesty')),
                ('count_leaves', models.BooleanField(default=False, verbose_name='counts how often the page is left')),
                ('sections', models.ManyToManyField(related_name='quizzes', to='lectures.section', verbose_name='sections')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quizzes', to='classes.trainingclass')),
            ],
            options={
                'verbose_name': 'quiz',
                'verbose_name_plural': 'quizzes',
                'ordering': ['training_class', 'position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='quiz_closes_after_opening'), models.CheckConstraint(condition=models.Q(('pass_percent__lte', 100)), name='quiz_pass_percent_at_most_100'), models.CheckConstraint(condition=models.Q(('points__gte', 1)), name='quiz_points_positive'), models.CheckConstraint(condition=models.Q(('draw_count', None), ('draw_count__gte', 1), _connector='OR'), name='quiz_draws_something'), models.CheckConstraint(condition=models.Q(('time_limit', None), ('time_limit__gte', 1), _connector='OR'), name='quiz_time_limit_positive'), models.CheckConstraint(condition=models.Q(('max_attempts', None), ('max_attempts__gte', 1), _connector='OR'), name='quiz_allows_an_attempt'), models.CheckConstraint(condition=models.Q(('latest_entry', None), ('latest_entry__gte', 1), _connector='OR'), name='quiz_latest_entry_positive'), models.CheckConstraint(condition=models.Q(('mode__in', ('practice', 'memorise')), models.Q(models.Q(('score_release', 'answer'), _negated=True), models.Q(('key_release', 'answer'), _negated=True), models.Q(('explanation_release', 'answer'), _negated=True)), _connector='OR'), name='quiz_key_at_once_in_study_only')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(blank=True, max_length=32, verbose_name='group')),
                ('unit', models.CharField(blank=True, max_length=100, verbose_name='unit')),
                ('position', models.CharField(blank=True, max_length=100, verbose_name='post')),
                ('enrolled_at', models.DateTimeField(auto_now_add=True)),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to=settings.AUTH_USER_MODEL)),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='classes.trainingclass')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
                'ordering': ['training_class', 'trainee__username'],
                'constraints': [models.UniqueConstraint(fields=('training_class', 'trainee'), name='enrolment_once_a_class')],
            },
        ),
        migrations.CreateModel(
            name='ListedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.question')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='classes.quiz')),
            ],
            options={
                'verbose_name': 'listed question',
                'verbose_name_plural': 'listed questions',
                'ordering': ['quiz_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('quiz', 'question'), name='listed_question_once_a_quiz'), models.UniqueConstraint(fields=('quiz', 'position'), name='listed_position_once_a_quiz')],
            },
        ),
        migrations.CreateModel(
            name='KindPoints',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('single_choice', 'Single choice'), ('multiple_choice', 'Multiple choice'), ('true_false', 'True or false'), ('fill_blank', 'Fill in the blank'), ('matching', 'Matching'), ('ordering', 'Ordering'), ('numeric', 'Numeric'), ('short_answer', 'Short answer'), ('essay', 'Essay')], max_length=32, verbose_name='kind')),
                ('points', models.PositiveIntegerField(verbose_name='marks a question, in hundredths')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kind_points', to='classes.quiz')),
            ],
            options={
                'verbose_name': 'marks of a kind',
                'verbose_name_plural': 'marks by kind',
                'ordering': ['quiz_id', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('quiz', 'kind'), name='kind_points_once_a_quiz'), models.CheckConstraint(condition=models.Q(('points__gte', 1)), name='kind_points_positive')],
            },
        ),
        migrations.CreateModel(
            name='DrawRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(blank=True, choices=[('single_choice', 'Single choice'), ('multiple_choice', 'Multiple choice'), ('true_false', 'True or false'), ('fill_blank', 'Fill in the blank'), ('matching', 'Matching'), ('ordering', 'Ordering'), ('numeric', 'Numeric'), ('short_answer', 'Short answer'), ('essay', 'Essay')], max_length=32, verbose_name='kind')),
                ('level', models.CharField(blank=True, choices=[('recall', 'Recall'), ('understand', 'Understand'), ('apply', 'Apply'), ('analyse', 'Analyse')], max_length=16, verbose_name='level')),
                ('difficulty', models.CharField(blank=True, choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], max_length=16, verbose_name='difficulty')),
                ('count', models.PositiveSmallIntegerField(verbose_name='how many')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='lectures.section')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draw_rules', to='classes.quiz')),
            ],
            options={
                'verbose_name': 'drawing rule',
                'verbose_name_plural': 'drawing rules',
                'ordering': ['quiz_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('quiz', 'position'), name='draw_rule_position_once_a_quiz'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='draw_rule_draws_something')],
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='from, percent')),
                ('name', models.CharField(max_length=16, verbose_name='name')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='classes.quiz')),
            ],
            options={
                'verbose_name': 'grade band',
                'verbose_name_plural': 'grade bands',
                'ordering': ['quiz_id', '-percent'],
                'constraints': [models.UniqueConstraint(fields=('quiz', 'percent'), name='band_percent_once_a_quiz'), models.UniqueConstraint(fields=('quiz', 'name'), name='band_name_once_a_quiz'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='band_percent_at_most_100')],
            },
        ),
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(blank=True, max_length=32, verbose_name='group')),
                ('extra_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='extra time, minutes')),
                ('extra_percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='extra time, percent')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='closes')),
                ('extra_attempts', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='more attempts')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('granted_at', models.DateTimeField()),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trainee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allowances', to='classes.quiz')),
            ],
            options={
                'verbose_name': 'allowance',
                'verbose_name_plural': 'allowances',
                'ordering': ['quiz', 'group', 'trainee__username'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('trainee', None), models.Q(('group', ''), _negated=True)), models.Q(('group', ''), ('trainee__isnull', False)), _connector='OR'), name='allowance_to_a_person_or_a_group'), models.UniqueConstraint(condition=models.Q(('trainee__isnull', False)), fields=('quiz', 'trainee'), name='allowance_once_a_person'), models.UniqueConstraint(condition=models.Q(('group', ''), _negated=True), fields=('quiz', 'group'), name='allowance_once_a_group'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='allowance_has_a_reason'), models.CheckConstraint(condition=models.Q(('extra_minutes', None), ('extra_percent', None), _connector='OR'), name='allowance_minutes_or_percent'), models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='allowance_closes_after_opening'), models.CheckConstraint(condition=models.Q(models.Q(('extra_minutes__isnull', False), ('extra_percent__isnull', False), ('extra_attempts__isnull', False), ('opens_at__isnull', False), ('closes_at__isnull', False), _connector='OR'), models.Q(('extra_minutes', None), ('extra_minutes__gte', 1), _connector='OR'), models.Q(('extra_percent', None), ('extra_percent__gte', 1), _connector='OR'), models.Q(('extra_attempts', None), ('extra_attempts__gte', 1), _connector='OR')), name='allowance_allows_something')],
            },
        ),
    ]
